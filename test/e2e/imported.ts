import path from 'node:path';
import { answerOpenDialog, answerSaveDialog, launch, resize, type App } from './harness.ts';
import { ask, command, until, untilIdle } from './tour.ts';

/** Starts the app and imports a file as a person does: through the dialog, taking what it proposes. */
export async function openImported(
  file: string,
  nRows: number,
  seconds = 90,
): Promise<{ readonly app: App; readonly datasetId: string; readonly project: string }> {
  const app = await launch({ locale: 'en', theme: 'light', size: { width: 1280, height: 800 } });
  const project = path.join(app.home, 'imported.clientele');
  await resize(app, 1280, 800);
  await answerSaveDialog(app, project);
  await answerOpenDialog(app, [file]);
  await command(app, 'data.import');
  await app.page.locator('.im-foot button').last().click();
  const counted = nRows.toLocaleString('en-GB');
  await app.page.locator('.im-run .im-big', { hasText: counted }).waitFor({ timeout: seconds * 1000 });
  await app.page.locator('.im-run button').click();
  await untilIdle(app, seconds);
  let datasetId: string | undefined;
  await until('the dataset', async () => {
    datasetId = (await ask(app, 'project.view', {}))?.datasets[0]?.id;
    return datasetId !== undefined;
  });
  return { app, datasetId: datasetId ?? '', project };
}
