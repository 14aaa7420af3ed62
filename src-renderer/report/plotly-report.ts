import core from 'plotly.js/lib/core';
import bar from 'plotly.js/lib/bar';
import box from 'plotly.js/lib/box';
import heatmap from 'plotly.js/lib/heatmap';
import scatterpolar from 'plotly.js/lib/scatterpolar';
import treemap from 'plotly.js/lib/treemap';
import type { Plotly } from '../figures/plotly.ts';

/** plotly.js for reports: everything is drawn as vectors, so that it prints, and needs no graphics card. */
export const plotly = core as unknown as Plotly;
plotly.register([bar, box, heatmap, scatterpolar, treemap]);
