import type { Words } from './words.ts';

/** First sentences by rating, 1 to 5; `{product}` is the kind of thing that was bought. */
export const OPENINGS: readonly (readonly Words[])[] = [
  [
    ['Very disappointed with the {product}.', '对这款{product}非常失望。'],
    ['Do not buy this.', '千万别买。'],
    ['I sent it back the same day.', '当天就退了。'],
    ['A waste of money.', '浪费钱。'],
    ['The {product} went straight into the bin.', '{product}直接进了垃圾桶。'],
  ],
  [
    ['I had hoped for more.', '原本期待更多。'],
    ['The {product} did not convince me.', '这款{product}没有说服我。'],
    ['Not worth the price.', '不值这个价。'],
    ['Below what I know from this shop.', '不如这家店平时的水准。'],
    ['I would not order it again.', '不会再买了。'],
  ],
  [
    ['It is all right.', '还可以。'],
    ['The {product}: neither good nor bad.', '{product}不好不坏。'],
    ['Average for the price.', '这个价位算一般。'],
    ['Mixed feelings about the {product}.', '对这款{product}感受复杂。'],
    ['Does what it says, no more.', '够用，仅此而已。'],
  ],
  [
    ['Good choice.', '选得不错。'],
    ['Happy with the {product}.', '对{product}挺满意。'],
    ['As described, and quick to arrive.', '和描述一致，到货也快。'],
    ['A nice {product} overall.', '总体来说是不错的{product}。'],
    ['I would buy it again.', '下次还会买。'],
  ],
  [
    ['Could not be happier with the {product}.', '对这款{product}再满意不过了。'],
    ['Exactly what I was looking for.', '正是我想要的。'],
    ['Five stars without hesitation.', '毫不犹豫给五星。'],
    ['Excellent, I recommend the {product} to everyone.', '非常好，这款{product}推荐给所有人。'],
    ['The best I have had.', '用过最好的。'],
  ],
];

/** Joins what is good and what is bad in a review of three stars. */
export const BUT: Words = ['On the other hand:', '不过，'];

/** Last sentences of happy reviews and of unhappy ones; the first is none. */
export const HAPPY_ENDINGS: readonly Words[] = [
  ['', ''],
  ['Thank you!', '谢谢卖家！'],
  ['Delivery was fast too.', '物流也很快。'],
  ['Will be back.', '会再来。'],
];
export const UNHAPPY_ENDINGS: readonly Words[] = [
  ['', ''],
  ['Customer service did not answer.', '客服也不回复。'],
  ['The refund took two weeks.', '退款等了两周。'],
  ['Never again.', '再也不买了。'],
];
