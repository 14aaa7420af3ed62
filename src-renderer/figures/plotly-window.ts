import core from 'plotly.js/lib/core';
import bar from 'plotly.js/lib/bar';
import box from 'plotly.js/lib/box';
import heatmap from 'plotly.js/lib/heatmap';
import scatterpolar from 'plotly.js/lib/scatterpolar';
import treemap from 'plotly.js/lib/treemap';
// The strict entry ships its shaders' code already written, so that it runs where `eval` may not.
// @ts-expect-error it comes without a declaration
import scattergl from 'plotly.js/src/traces/scattergl/strict';
import type { Plotly } from './plotly.ts';

/** plotly.js with the traces that figures use; `scatter` is part of the core. */
export const plotly = core as unknown as Plotly;
plotly.register([bar, box, heatmap, scatterpolar, treemap, scattergl as unknown]);
