import { expect, it } from 'vitest';
import { startSide, type Side } from './side.ts';

const speak = (script: string): Promise<Side> => startSide(process.execPath, ['-e', script], {});

const ANSWERS = `
  console.log('a library says hello');
  console.log('{"versions":{"Node":"24"}}');
  require('node:readline').createInterface({ input: process.stdin }).on('line', (line) => {
    const [verb, loops] = line.split(' ');
    if (verb === 'turn') console.log(JSON.stringify({ ms: 10 * loops, cpuMs: 5 }));
    else if (verb === 'check') console.log('{"checks":{"rows":3}}');
    else console.log('{"peakBytes":7}');
  });
`;

it('asks a process in lines and reads what it answers, past what libraries print', async () => {
  const side = await speak(ANSWERS);
  expect(side.ready.versions).toEqual({ Node: '24' });
  expect(await side.turn(2)).toEqual({ ms: 20, cpuMs: 5 });
  expect(await side.check()).toEqual({ rows: 3 });
  expect(await side.peakBytes()).toBe(7);
  await side.close();
});

it('fails with what a process said that ended before it was ready', async () => {
  await expect(speak('console.error("no module named sklearn"); process.exit(1)')).rejects.toThrow('no module named');
});

it('fails where the process ends in the middle', async () => {
  const side = await speak('console.log("{}"); process.stdin.once("data", () => process.exit(3));');
  await expect(side.turn(1)).rejects.toThrow('ended without an answer');
});

it('fails where there is no such program', async () => {
  await expect(startSide('/nowhere/python', [], {})).rejects.toThrow('ENOENT');
});
