/**
 * Makes data safe to stand in a text that plotly draws: plotly reads `<b>`, `<a href>` and `&amp;` in every label, so a
 * product called “<b>” would vanish and one with a link would become one.
 */
export function escapePlotly(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
}

/** Code units of wide scripts take about two of a Latin letter's places. */
const widthOf = (letter: string): number =>
  /[\u1100-\u11ff\u2e80-\u9fff\uac00-\ud7a3\uf900-\ufaff\uff00-\uff60]/.test(letter) ? 1.8 : 1;

/** The width of a text in Latin letters. */
export function textWidth(text: string): number {
  return [...text].reduce((sum, letter) => sum + widthOf(letter), 0);
}

/** Cuts a text to about so many Latin letters, with an ellipsis. */
export function shorten(text: string, maxLetters: number): string {
  if (textWidth(text) <= maxLetters) return text;
  let width = 1;
  let kept = '';
  for (const letter of text) {
    width += widthOf(letter);
    if (width > maxLetters) break;
    kept += letter;
  }
  return `${kept.trimEnd()}…`;
}

/** A label for an axis or a legend: shortened, on one line, and safe. */
export function drawnLabel(text: string, maxLetters = 32): string {
  return escapePlotly(shorten(text.replace(/\s+/g, ' ').trim(), maxLetters));
}

/** Breaks a text into lines of about so many letters, at blanks where there are any. */
export function wrap(text: string, letters: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(/(?<=\s)|(?<=[\u3000-\u9fff\uff00-\uff60])/)) {
    if (line !== '' && textWidth(line + word.trimEnd()) > letters) {
      lines.push(line.trimEnd());
      line = '';
    }
    line += word;
  }
  return [...lines, line.trimEnd()];
}
