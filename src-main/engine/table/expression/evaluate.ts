import { assertNever, invariant } from '../../../contract/errors.ts';
import type { ColumnType } from '../../../contract/table.ts';
import { escapeMessage, type Text } from '../../../contract/text.ts';
import type { Table } from '../table.ts';
import { chooseRows, firstKnown } from './choose.ts';
import { FUNCTIONS } from './functions.ts';
import { arithmetic, compare, both, either, negated } from './operators.ts';
import { parseExpression, type Node } from './parse.ts';
import {
  constantVector,
  missingVector,
  vectorOf,
  type BooleanVector,
  type NumberVector,
  type Vector,
} from './vectors.ts';
import { wrongAt } from './wrong.ts';

/** What types are called. */
const TYPES: Readonly<Record<ColumnType, Text>> = {
  number: { en: 'a number', zh: '数值' },
  date: { en: 'a date', zh: '日期' },
  boolean: { en: 'yes or no', zh: '是否值' },
  text: { en: 'a text', zh: '文本' },
};

/**
 * What an expression says for every row of a table. Missing values make what is computed from them missing, but for `is_missing`,
 * `coalesce`, and `and` and `or` where the other side settles it.
 *
 * @param check called at each part. @throws bad-parameter, saying at which character and why
 */
export function evaluateExpression(source: string, table: Table, check: () => void): Vector {
  return new Evaluation(source, table, check).of(parseExpression(source));
}

class Evaluation {
  readonly #source: string;
  readonly #table: Table;
  readonly #check: () => void;

  constructor(source: string, table: Table, check: () => void) {
    this.#source = source;
    this.#table = table;
    this.#check = check;
  }

  of(node: Node): Vector {
    this.#check();
    switch (node.kind) {
      case 'number':
      case 'text':
      case 'boolean':
        return constantVector(node.value, this.#table.nRows);
      case 'missing':
        return missingVector('number', this.#table.nRows);
      case 'column':
        return this.#column(node);
      case 'operator':
        return this.#operator(node);
      case 'call':
        return this.#call(node);
      default:
        return assertNever(node);
    }
  }

  #column({ name, at }: Extract<Node, { kind: 'column' }>): Vector {
    const column = this.#table.find(name);
    if (column) return vectorOf(column);
    const shown = escapeMessage(name);
    throw this.#wrong(at, { en: `there is no column “${shown}”`, zh: `没有名为“${shown}”的列` });
  }

  #operator({ operator, sides, at }: Extract<Node, { kind: 'operator' }>): Vector {
    const [first, second] = sides;
    invariant(first, 'an operator has a side');
    if (operator === 'not') return negated(this.#typed(first, 'boolean') as BooleanVector);
    if (operator === 'negate') {
      const { values } = this.#typed(first, 'number') as NumberVector;
      return { type: 'number', values: values.map((value) => -value) };
    }
    invariant(second, 'an operator has two sides');
    if (operator === 'and' || operator === 'or') {
      const [a, b] = [this.#typed(first, 'boolean'), this.#typed(second, 'boolean')] as [BooleanVector, BooleanVector];
      return operator === 'and' ? both(a, b) : either(a, b);
    }
    const [a, b] = this.#alike([first, second]);
    invariant(a && b, 'two sides');
    const found =
      operator === '+' ||
      operator === '-' ||
      operator === '*' ||
      operator === '/' ||
      operator === '%' ||
      operator === '^'
        ? arithmetic(operator, a, b)
        : compare(operator, a, b);
    if (found) return found;
    const [left, right] = [TYPES[a.type], TYPES[b.type]];
    const sign = escapeMessage(operator);
    throw this.#wrong(at, {
      en: `“${sign}” cannot stand between ${left.en} and ${right.en}`,
      zh: `“${sign}”不能用于${left.zh}和${right.zh}之间`,
    });
  }

  #call(node: Extract<Node, { kind: 'call' }>): Vector {
    const { name, given, at } = node;
    if (name === 'if') {
      this.#count(node, 3, 3);
      const condition = this.#typed(given[0]!, 'boolean') as BooleanVector;
      const [yes, no] = this.#sameType(given.slice(1));
      return chooseRows(condition, yes!, no!);
    }
    if (name === 'coalesce') {
      this.#count(node, 2, Infinity);
      return firstKnown(this.#sameType(given));
    }
    const called = FUNCTIONS.get(name);
    const shown = escapeMessage(name);
    if (!called) {
      const known = ['if', 'coalesce', ...FUNCTIONS.keys()].sort().join(', ');
      throw this.#wrong(at, {
        en: `there is no function “${shown}”; there are ${known}`,
        zh: `没有函数“${shown}”；可用的有 ${known}`,
      });
    }
    this.#count(node, called.least, called.most);
    return called.run(
      given.map((part, i) => {
        const type = called.types[Math.min(i, called.types.length - 1)]!;
        return type === 'any' ? this.of(part) : this.#typed(part, type);
      }),
    );
  }

  #count({ name, given, at }: Extract<Node, { kind: 'call' }>, least: number, most: number): void {
    if (given.length >= least && given.length <= most) return;
    const needed = least === most ? String(least) : most < 50 ? `${least} – ${most}` : `≥ ${least}`;
    throw this.#wrong(at, {
      en: `“${name}” is given ${given.length} values and takes ${needed}`,
      zh: `“${name}”得到 ${given.length} 个值，需要 ${needed} 个`,
    });
  }

  /** A part that must be of a type; what is missing is of any. */
  #typed(node: Node, type: ColumnType): Vector {
    if (node.kind === 'missing') return missingVector(type, this.#table.nRows);
    const found = this.of(node);
    if (found.type === type) return found;
    throw this.#wrong(node.at, {
      en: `this is ${TYPES[found.type].en}, and ${TYPES[type].en} is needed`,
      zh: `这里是${TYPES[found.type].zh}，需要${TYPES[type].zh}`,
    });
  }

  /** Parts of which the missing ones take the type of the others. */
  #alike(nodes: readonly Node[]): Vector[] {
    const type = nodes.map((node) => (node.kind === 'missing' ? null : this.of(node)));
    const known = type.find((vector) => vector !== null)?.type ?? 'number';
    return type.map((vector) => vector ?? missingVector(known, this.#table.nRows));
  }

  #sameType(nodes: readonly Node[]): Vector[] {
    const found = this.#alike(nodes);
    const odd = found.findIndex(({ type }) => type !== found[0]?.type);
    if (odd < 0) return found;
    const [needed, got] = [TYPES[found[0]!.type], TYPES[found[odd]!.type]];
    throw this.#wrong(nodes[odd]!.at, {
      en: `this is ${got.en}, and the one before is ${needed.en}`,
      zh: `这里是${got.zh}，而前一个是${needed.zh}`,
    });
  }

  #wrong(at: number, what: Text): Error {
    return wrongAt(this.#source, at, what);
  }
}
