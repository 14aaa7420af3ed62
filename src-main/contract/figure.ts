import type { Label, Message } from './text.ts';
import type { PersonaCard } from './cards.ts';
import type { TableRef, Unit } from './table.ts';

/** One axis of a figure. */
export interface Axis {
  readonly label: Label;
  readonly unit?: Unit | null;
  readonly scale?: 'linear' | 'log';
}

interface FigureBase {
  /** The finding, in one sentence. */
  readonly title: Message;
  /** The method and the rows it rests on. */
  readonly subtitle?: Message;
  /** What a screen reader says in place of the picture. */
  readonly summary: Message;
  /** ISO 4217 code for axes with the unit `money`. */
  readonly currency?: string | null;
}

/** Rows of an output table of the same run as points; a lasso is evaluated on all rows of that table. */
export interface ScatterFigure extends FigureBase {
  readonly kind: 'scatter';
  readonly table: string;
  readonly x: Axis & { readonly column: string };
  readonly y: Axis & { readonly column: string };
  /** A text, boolean or integer column whose values are categories (clusters keep their colours), or a number. */
  readonly color?: { readonly column: string; readonly as: 'cluster' | 'category' | 'number'; readonly label: Label };
  /** Names for the values of the colour column, by value. */
  readonly names?: Readonly<Record<string, Label>>;
  /** Directions from the origin, such as what features add: how long they are beside each other counts, they are drawn as long as there is room. */
  readonly arrows?: readonly { readonly name: Label; readonly x: number; readonly y: number }[];
  /** Painted below the points: on a grid over both axes how far each cell is from one category (0) to another (1), half way between at the border. */
  readonly ground?: {
    readonly nx: number;
    readonly ny: number;
    readonly xRange: readonly [number, number];
    readonly yRange: readonly [number, number];
    /** (ny, nx), row-major from the lowest y, in [0, 1]. */
    readonly values: Float64Array;
    /** The values of the colour column that 0 and 1 stand for; null for any other. */
    readonly low: string | null;
    readonly high: string | null;
  };
}

/** Counts between edges, for one or more groups. */
export interface HistogramFigure extends FigureBase {
  readonly kind: 'histogram';
  readonly x: Axis;
  /** One more entry than each series has values. */
  readonly edges: Float64Array;
  readonly series: readonly { readonly name: Label; readonly counts: Float64Array }[];
  /** Where the bins select rows. */
  readonly select?: { readonly table: string; readonly column: string };
}

/** One bar a category and series. */
export interface BarsFigure extends FigureBase {
  readonly kind: 'bars';
  readonly orientation: 'vertical' | 'horizontal';
  readonly categories: readonly Label[];
  readonly value: Axis;
  /** Where bars begin, such as the ratio that says no difference; 0 where left out. */
  readonly from?: number;
  readonly series: readonly {
    readonly name: Label;
    readonly values: Float64Array;
    readonly lower?: Float64Array;
    readonly upper?: Float64Array;
  }[];
  /** Where a bar selects rows: the value of the column for each category. */
  readonly select?: { readonly table: string; readonly column: string; readonly values: readonly (string | number)[] };
}

/** A matrix of values; `diverging` is centred at zero. */
export interface HeatmapFigure extends FigureBase {
  readonly kind: 'heatmap';
  readonly columns: readonly Label[];
  readonly rows: readonly Label[];
  /** Row-major, rows.length × columns.length. */
  readonly values: Float64Array;
  readonly value: Axis;
  readonly diverging: boolean;
  /** Runs of neighbours, the same among rows and columns, whose names stand on both axes in place of those of each; they are looked at one by one. */
  readonly blocks?: readonly { readonly name: Label; readonly size: number }[];
  /** Where a cell selects rows: those with the value of its row in one column and that of its column in another. */
  readonly select?: {
    readonly table: string;
    readonly rows: { readonly column: string; readonly values: readonly (string | number | boolean)[] };
    readonly columns: { readonly column: string; readonly values: readonly (string | number | boolean)[] };
  };
}

/** Five numbers a group: 5 %, 25 %, median, 75 %, 95 %. */
export interface BoxFigure extends FigureBase {
  readonly kind: 'box';
  readonly groups: readonly Label[];
  readonly value: Axis;
  readonly quantiles: readonly (readonly [number, number, number, number, number])[];
}

/** One closed curve a series over shared axes. */
export interface RadarFigure extends FigureBase {
  readonly kind: 'radar';
  readonly axes: readonly Label[];
  readonly value: Axis;
  /** Colours go by `id`, as those of clusters do, or by place where there is none. */
  readonly series: readonly { readonly id?: number; readonly name: Label; readonly values: Float64Array }[];
  /** A ring to compare with, such as the mean of all. */
  readonly ring?: { readonly at: number; readonly label: Label };
}

/** Curves over a number or a date, with a band where lower and upper are given. */
export interface LineFigure extends FigureBase {
  readonly kind: 'line';
  /** Points without a line between them. */
  readonly marksOnly?: boolean;
  /** Each point stands on a line from zero. */
  readonly stems?: boolean;
  readonly x: Axis & { readonly date?: boolean };
  readonly y: Axis;
  readonly series: readonly {
    readonly name: Label;
    readonly x: Float64Array;
    readonly y: Float64Array;
    readonly lower?: Float64Array;
    readonly upper?: Float64Array;
    /** One of many behind the others, which tells how they vary: drawn thin and grey, named where pointed at. */
    readonly isFaint?: boolean;
  }[];
  /** Vertical marks, such as a chosen number of clusters. */
  readonly marks?: readonly { readonly x: number; readonly label: Label }[];
}

/** Silhouette values of each cluster, sorted from high to low, thinned to at most a thousand a cluster. */
export interface SilhouetteFigure extends FigureBase {
  readonly kind: 'silhouette';
  readonly clusters: readonly {
    readonly id: number;
    readonly name: Label;
    readonly size: number;
    readonly values: Float64Array;
  }[];
  readonly mean: number;
}

/**
 * A tree of merges, lowest first. A number below leaves.length is a leaf, leaves.length + i is what merge i made. A cluster
 * number colours what lies below the cut; −1 is above it.
 */
export interface DendrogramFigure extends FigureBase {
  readonly kind: 'dendrogram';
  readonly leaves: readonly { readonly name: Label; readonly size: number; readonly cluster: number }[];
  readonly merges: readonly {
    readonly a: number;
    readonly b: number;
    readonly height: number;
    readonly cluster: number;
  }[];
  readonly value: Axis;
  /** The height at which the tree is cut. */
  readonly cut: number | null;
}

/** Nested areas. The root has the parent ''. */
export interface TreemapFigure extends FigureBase {
  readonly kind: 'treemap';
  readonly ids: readonly string[];
  readonly labels: readonly Label[];
  readonly parents: readonly string[];
  readonly values: Float64Array;
  readonly value: Axis;
  /** The cluster that each part stands for, whose colour it takes; where absent, parts take that of the part of the first level they lie in. */
  readonly groups?: readonly number[];
}

/** Spans of time in rows, such as what each snapshot looks back on and what it foretells; one span a row and series, none where it is empty. */
export interface TimelineFigure extends FigureBase {
  readonly kind: 'timeline';
  readonly rows: readonly Label[];
  readonly time: Label;
  /** Ends in epoch milliseconds, one a row. */
  readonly series: readonly { readonly name: Label; readonly from: Float64Array; readonly to: Float64Array }[];
}

/** Where the rows of a figure lie: in what came in at a port of the step, or in a table that the same run gave. */
export type FigureRows =
  { readonly from: 'input'; readonly port: string } | { readonly from: 'output'; readonly output: string };

/** One of the upright axes of a parallel figure. */
export interface ParallelAxis extends Axis {
  /** The column of the rows' table that a brush on the axis makes a condition of; absent where it makes none. */
  readonly column?: string;
  /** Lowest and highest value that has a place of its own; what lies beyond is drawn at the end, which a brush leaves open. */
  readonly range: readonly [number, number];
  /** Names of the values 0, 1, 2 … where the axis is of choices. */
  readonly choices?: readonly Label[];
}

/** Rows as lines across upright axes, with the middle of each group. */
export interface ParallelFigure extends FigureBase {
  readonly kind: 'parallel';
  /** Where a brush selects rows; absent where nothing can be selected. */
  readonly rows?: FigureRows;
  readonly axes: readonly ParallelAxis[];
  /** Colours go by `id`, as those of clusters do. The arrays have one entry an axis: the middle half of each group's values. */
  readonly groups: readonly {
    readonly id: number;
    readonly name: Label;
    readonly size: number;
    readonly median: Float64Array;
    readonly lower: Float64Array;
    readonly upper: Float64Array;
  }[];
  /** Some of the rows, thinned to what can be told apart. */
  readonly lines: {
    /** Position of each line's row in the table. */
    readonly rows: Int32Array;
    /** Index into `groups`; −1 for none. */
    readonly group: Int32Array;
    /** (nLines, nAxes), row-major; NaN where missing. */
    readonly values: Float64Array;
  };
  /** Lines of no group take their colour from this axis: low to high. */
  readonly colorAxis?: number;
}

/** Densities of the groups of a table, one ridge above the other, for each of several features. */
export interface RidgesFigure extends FigureBase {
  readonly kind: 'ridges';
  readonly groups: readonly { readonly id: number; readonly name: Label; readonly size: number }[];
  readonly features: readonly {
    readonly axis: Axis;
    /** Where the densities are measured, ascending: powers of ten on a log axis. */
    readonly at: Float64Array;
    /** One list a group, as long as `at`; each encloses the same area. */
    readonly densities: readonly Float64Array[];
    /** The density of all rows. */
    readonly all: Float64Array;
    /** The median of each group, in the feature's own unit. */
    readonly medians: Float64Array;
  }[];
}

/** How many are in exactly which of several sets: a bar a combination over the sets that make it up. */
export interface UpsetFigure extends FigureBase {
  readonly kind: 'upset';
  readonly sets: readonly { readonly name: Label; readonly size: number }[];
  /** Positions in `sets`, ascending; none for what is in no set. The largest first. */
  readonly combinations: readonly { readonly sets: readonly number[]; readonly count: number }[];
  readonly value: Axis;
  /** Where a bar selects rows: the value of the column for each combination. */
  readonly select?: BarsFigure['select'];
}

/** The groups of one side of a {@link SankeyFigure}, from the top. */
export interface SankeySide {
  readonly label: Label;
  /** Colours go by `id`, as those of clusters do. `values` are those of the selected column that stand for it; none: it is missing. */
  readonly groups: readonly { readonly id: number; readonly name: Label; readonly values: readonly string[] }[];
}

/** What two groupings share: a ribbon from each group of the first to each of the second that has some of its rows. */
export interface SankeyFigure extends FigureBase {
  readonly kind: 'sankey';
  readonly from: SankeySide;
  readonly to: SankeySide;
  /** Positions of two groups and what they share, above zero; no pair comes twice. The largest first. */
  readonly flows: readonly { readonly from: number; readonly to: number; readonly count: number }[];
  readonly value: Axis;
  /** Where a ribbon selects rows: the columns that name the groups of either side. */
  readonly select?: { readonly table: string; readonly from: string; readonly to: string };
}

/** Portraits of groups, one a card, in sentences that each rest on a number. */
export interface CardsFigure extends FigureBase {
  readonly kind: 'cards';
  readonly cards: readonly PersonaCard[];
  /** Where a card selects its group: the value of the column for each card. */
  readonly select: { readonly table: string; readonly column: string; readonly values: readonly (string | number)[] };
  /** The parameter of the step that keeps what an analyst says in place of the proposals. */
  readonly edits: string;
}

/** A figure that is a picture. */
export type DrawnFigure =
  | ScatterFigure
  | HistogramFigure
  | BarsFigure
  | HeatmapFigure
  | BoxFigure
  | RadarFigure
  | LineFigure
  | SilhouetteFigure
  | DendrogramFigure
  | TreemapFigure
  | TimelineFigure
  | ParallelFigure
  | RidgesFigure
  | UpsetFigure
  | SankeyFigure;

/** What a step returns for showing: data and words, never a picture. */
export type Figure = DrawnFigure | CardsFigure;

/** A part of a scatter's plane in the axes' own units: powers of ten on a log axis. */
export interface ScatterWindow {
  readonly x: readonly [number, number];
  readonly y: readonly [number, number];
}

/** The points of a scatter as the window draws them: thinned in the engine, in drawing order. */
export interface ScatterPoints {
  readonly nRows: number;
  /** Position of each drawn point in the table. */
  readonly rows: Int32Array;
  readonly x: Float32Array;
  readonly y: Float32Array;
  /** Category index a point (−1 for missing), or the number itself. */
  readonly color: Float32Array | null;
  /** Names of the category indices. */
  readonly categories: readonly string[] | null;
  /** 1 where the point is in the current selection; null where nothing is selected. */
  readonly selected: Uint8Array | null;
  /** The seed of the sample, or null where every row is drawn. */
  readonly sampleSeed: number | null;
  /** Counts of all rows (of the window, where there is one) on a grid, for density below the points; row-major from the lowest y. */
  readonly density: {
    readonly nx: number;
    readonly ny: number;
    readonly xRange: readonly [number, number];
    readonly yRange: readonly [number, number];
    readonly counts: Float32Array;
  } | null;
  /** The part that these points lie in, with how many rows do; null where they are of the whole. */
  readonly window: (ScatterWindow & { readonly nRows: number }) | null;
  /** What all rows lie in, in the axes' own units; null where no row has a place. */
  readonly range: ScatterWindow | null;
}

/** How the rows of a parallel figure stand to what is selected now. */
export interface FigureLink {
  /** The table that its brushes select in; null where it is not what the figure was made of any more. */
  readonly source: TableRef | null;
  /** 1 for each drawn line whose row is selected; null where nothing is. */
  readonly selected: Uint8Array | null;
}
