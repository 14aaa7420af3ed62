import type { PersonaId } from './personas.ts';

/** One line of the order file. */
export interface OrderRow {
  /** A number; with C in front it cancels the order of that number, with R in front it takes lines of it back. */
  readonly orderId: string;
  readonly lineNo: number;
  /** Wall-clock time. */
  readonly orderedAt: string;
  /** Empty for a guest and for the shop's own bookings. */
  readonly customerId: string;
  readonly productId: string;
  readonly productName: string;
  /** In English; empty on lines that are no products. */
  readonly category: string;
  /** Below zero where something was cancelled or sent back. */
  readonly quantity: number;
  /** What was paid for one, after the discount. */
  readonly unitPrice: number;
  /** The share taken off the price, 0 to 1. */
  readonly discount: number;
  readonly channel: string;
}

export interface ProductRow {
  readonly productId: string;
  readonly productName: string;
  readonly productNameZh: string;
  readonly description: string;
  readonly descriptionZh: string;
  readonly category: string;
  readonly categoryZh: string;
  readonly price: number;
  readonly cost: number;
  readonly stock: number;
}

export interface CustomerRow {
  readonly customerId: string;
  readonly signedUpOn: string;
  readonly city: string;
  /** How the customer found the shop. */
  readonly acquisition: string;
  readonly language: 'en' | 'zh';
  /** Null where not told. */
  readonly birthYear: number | null;
  readonly newsletter: boolean;
}

export interface ReviewRow {
  readonly reviewId: string;
  readonly customerId: string;
  readonly productId: string;
  readonly reviewedAt: string;
  /** 1 to 5. */
  readonly rating: number;
  readonly language: 'en' | 'zh';
  readonly reviewText: string;
}

/** One customer's part in the campaign. */
export interface CampaignRow {
  readonly customerId: string;
  readonly treatment: 'treatment' | 'control';
  /** Empty in the control group. */
  readonly sentAt: string;
  readonly opened: boolean;
  readonly clicked: boolean;
  /** Whether the customer ordered in the two weeks after. */
  readonly converted: boolean;
  /** What the customer's orders of those two weeks came to. */
  readonly spend: number;
}

/** What the other files do not say. */
export interface TruthRow {
  readonly customerId: string;
  readonly persona: PersonaId;
  /** The persona that this customer is partly like, or empty. */
  readonly alsoLike: PersonaId | '';
  /** How much of the customer is the first persona: 1, or above one half. */
  readonly purity: number;
  /** The probability of leaving within 90 days, for as long as the customer has not left. */
  readonly churnPropensity: number;
  /** The day the customer left for good, or empty. */
  readonly leftOn: string;
  /** What the message adds to the probability of an order within two weeks; below zero where it puts people off. */
  readonly uplift: number;
  /** Whether this customer orders in those two weeks without the message, and with it: both outcomes. */
  readonly convertsWithout: boolean;
  readonly convertsWith: boolean;
  readonly fraud: 'none' | 'reseller' | 'refund-abuse' | 'card-testing';
}

/** A whole sample shop. */
export interface Shop {
  readonly orders: readonly OrderRow[];
  readonly products: readonly ProductRow[];
  readonly customers: readonly CustomerRow[];
  readonly reviews: readonly ReviewRow[];
  readonly campaign: readonly CampaignRow[];
  readonly truth: readonly TruthRow[];
}
