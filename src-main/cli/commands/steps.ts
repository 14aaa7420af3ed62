import { formatText } from '../../contract/text.ts';
import { listSteps, requireStep } from '../../engine/steps/registry.ts';
import { referencePage } from '../../engine/help/reference.ts';
import { requiredWord } from '../flags.ts';
import type { Command } from '../main.ts';
import { print } from '../print.ts';

export const command: Command = {
  usage: 'steps list | steps show STEP',
  run(given, printer) {
    const { locale } = printer;
    if (given.words[0] === 'show') {
      const { info } = requireStep(requiredWord(given, 1, 'STEP'));
      print(printer, info, () => [referencePage(info, locale)]);
    } else {
      const infos = listSteps();
      const width = Math.max(...infos.map(({ id }) => id.length));
      print(printer, infos, () =>
        infos.map(({ id, summary }) => `${id.padEnd(width)}  ${formatText(summary, undefined, locale)}`),
      );
    }
    return Promise.resolve();
  },
};
