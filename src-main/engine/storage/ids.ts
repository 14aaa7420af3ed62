import { randomBytes } from 'node:crypto';

const DIGITS = '0123456789abcdefghjkmnpqrstvwxyz';
const TIME_DIGITS = 9;
const CHANCE_DIGITS = 7;

const write = (value: number, digits: number): string => {
  let text = '';
  for (let i = 0; i < digits; i++) {
    text = (DIGITS[value % 32] ?? '') + text;
    value = Math.floor(value / 32);
  }
  return text;
};

let lastTime = 0;

/** A short random id; ids made one after the other sort in that order within one thread. */
export function newId(): string {
  lastTime = Math.max(lastTime + 1, Date.now());
  const chance = [...randomBytes(CHANCE_DIGITS)].map((byte) => DIGITS[byte & 31]).join('');
  return write(lastTime, TIME_DIGITS) + chance;
}
