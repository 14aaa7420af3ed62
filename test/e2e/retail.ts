import path from 'node:path';
import { datasetPath } from '../datasets.ts';
import { answerOpenDialog, answerSaveDialog, launch, resize, type App } from './harness.ts';
import { ask, command, until, untilIdle } from './tour.ts';

/** The public orders that the window is tried on: UCI Online Retail, 541,909 lines. */
export const RETAIL_FILE = 'online-retail.csv.gz';
export const RETAIL_ROWS = 541_909;

/** Starts the app and imports the public orders as a person does: through the dialog, taking what it proposes. */
export async function openRetail(): Promise<{ readonly app: App; readonly datasetId: string }> {
  const app = await launch({ locale: 'en', theme: 'light', size: { width: 1280, height: 800 } });
  await resize(app, 1280, 800);
  await answerSaveDialog(app, path.join(app.home, 'retail.clientele'));
  await answerOpenDialog(app, [datasetPath(RETAIL_FILE)]);
  await command(app, 'data.import');
  await app.page.locator('.im-foot button').last().click();
  await app.page.locator('.im-run .im-big', { hasText: '541,909' }).waitFor({ timeout: 90_000 });
  await app.page.locator('.im-run button').click();
  await untilIdle(app);
  let datasetId: string | undefined;
  await until('the dataset', async () => {
    datasetId = (await ask(app, 'project.view', {}))?.datasets[0]?.id;
    return datasetId !== undefined;
  });
  return { app, datasetId: datasetId ?? '' };
}
