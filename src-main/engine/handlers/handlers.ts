import type { Handlers } from '../../contract/calls.ts';
import type { EngineState } from '../engine.ts';
import { customerHandlers } from './customers.ts';
import { datasetHandlers } from './datasets.ts';
import { exportHandlers } from './exports.ts';
import { helpHandlers } from './help.ts';
import { itemHandlers } from './items.ts';
import { modelHandlers } from './models.ts';
import { notebookHandlers } from './notebooks.ts';
import { panelHandlers } from './panels.ts';
import { projectHandlers } from './project.ts';
import { runHandlers } from './runs.ts';
import { selectionHandlers } from './selections.ts';
import { systemHandlers } from './system.ts';
import { tableHandlers } from './tables.ts';

/** Every call of the contract with what answers it. */
export function createHandlers(state: EngineState): Handlers {
  return {
    ...projectHandlers(state),
    ...datasetHandlers(state),
    ...tableHandlers(state),
    ...notebookHandlers(state),
    ...panelHandlers(state),
    ...runHandlers(state),
    ...modelHandlers(state),
    ...selectionHandlers(state),
    ...customerHandlers(state),
    ...itemHandlers(state),
    ...exportHandlers(state),
    ...helpHandlers(state),
    ...systemHandlers(state),
  };
}
