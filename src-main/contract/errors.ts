import { roleNames } from './role-names.ts';
import { formatText, type Locale, type MessageValues, type Text } from './text.ts';

interface ErrorText {
  /** What happened, and why. */
  readonly what: Text;
  /** What the person can do next. */
  readonly todo: Text;
}

const errorText = <C extends string>(texts: Record<C, ErrorText>): Readonly<Record<C, ErrorText>> => texts;

/** Every foreseen failure; few codes, shared by all parts. */
export const errorTexts = errorText({
  'bad-input': {
    what: { en: 'This request is not valid: {detail}', zh: '请求无效：{detail}' },
    todo: { en: 'Correct the value and try again.', zh: '请更正后重试。' },
  },
  'bad-parameter': {
    what: { en: '“{parameter}” cannot be {value}: {detail}', zh: '“{parameter}”不能为 {value}：{detail}' },
    todo: { en: 'Choose a value within the range.', zh: '请选择范围内的值。' },
  },
  'missing-input': {
    what: { en: 'Nothing is connected to “{input}”.', zh: '“{input}”还没有连接数据。' },
    todo: { en: 'Choose a table for it in the panel.', zh: '请在面板中为它选择一张表。' },
  },
  'missing-role': {
    what: {
      en: 'The table “{table}” has no column with the role “{role}”.',
      zh: '表“{table}”中没有角色为“{role}”的列。',
    },
    todo: { en: 'Assign the role to a column of the dataset.', zh: '请为数据集的某一列指定该角色。' },
  },
  'missing-column': {
    what: { en: 'There is no column “{column}”.', zh: '没有名为“{column}”的列。' },
    todo: { en: 'Choose another column, or run the panel above again.', zh: '请选择其他列，或重新运行上方的面板。' },
  },
  'wrong-column-type': {
    what: {
      en: 'The column “{column}” is {got}; this needs {needed}.',
      zh: '列“{column}”的类型是 {got}，此处需要 {needed}。',
    },
    todo: { en: 'Choose another column or change its type at import.', zh: '请选择其他列，或在导入时更改它的类型。' },
  },
  'wrong-entity': {
    what: {
      en: 'This needs one row per {needed}; the table has {got}.',
      zh: '此处需要每行一个{needed}，而该表是{got}。',
    },
    todo: { en: 'Choose a table of that kind.', zh: '请选择相应的表。' },
  },
  'too-few-rows': {
    what: {
      en: 'This needs at least {needed, plural, one {# row} other {# rows}} and got {got, number}.',
      zh: '至少需要 {needed, number} 行，实际只有 {got, number} 行。',
    },
    todo: { en: 'Lower “{parameter}” or widen the filter above.', zh: '请减小“{parameter}”，或放宽上方的筛选。' },
  },
  'no-usable-column': {
    what: { en: 'No column can be used: {detail}', zh: '没有可用的列：{detail}' },
    todo: { en: 'Choose other columns.', zh: '请选择其他列。' },
  },
  'no-usable-rows': {
    what: { en: 'No row can be used: {detail}', zh: '没有可用的行：{detail}' },
    todo: {
      en: 'Check the roles of the columns, or widen the filter above.',
      zh: '请检查各列的角色，或放宽上方的筛选。',
    },
  },
  'missing-values': {
    what: {
      en: 'The column “{column}” has {count, plural, one {# missing value} other {# missing values}}.',
      zh: '列“{column}”有 {count, number} 个缺失值。',
    },
    todo: { en: 'Fill or drop them in a panel above.', zh: '请在上方的面板中填补或删除。' },
  },
  'infinite-values': {
    what: {
      en: 'The column “{column}” has {count, plural, one {# infinite value} other {# infinite values}}.',
      zh: '列“{column}”有 {count, number} 个无穷大的值。',
    },
    todo: { en: 'Filter or replace them in a panel above.', zh: '请在上方的面板中筛除或替换。' },
  },
  'target-unusable': {
    what: { en: '“{column}” cannot be predicted: {detail}.', zh: '无法预测“{column}”：{detail}。' },
    todo: {
      en: 'Choose another column to predict, or widen the filter above.',
      zh: '请选择其他预测目标，或放宽上方的筛选。',
    },
  },
  'model-mismatch': {
    what: { en: 'The model does not fit this table: {detail}', zh: '模型与该表不匹配：{detail}' },
    todo: { en: 'Choose the table it was made for, or fit it again.', zh: '请选择对应的表，或重新训练模型。' },
  },
  'unfit-file': {
    what: {
      en: '“{file}” cannot stand in for “{dataset}”: {detail}',
      zh: '“{file}”不能代替“{dataset}”：{detail}',
    },
    todo: {
      en: 'Give a file with the same columns as the dataset that the model came from.',
      zh: '请提供与模型来源数据集列相同的文件。',
    },
  },
  'unfit-lineage': {
    what: { en: 'This model cannot score raw data: {detail}', zh: '该模型无法为原始数据评分：{detail}' },
    todo: {
      en: 'Score a table with the features that it needs instead, or change the panels above it and run it again.',
      zh: '请改为对含有所需特征的表评分，或更改其上方的面板并重新运行。',
    },
  },
  'panel-refused': {
    what: { en: 'The new data cannot pass “{panel}”: {detail}', zh: '新数据无法通过“{panel}”：{detail}' },
    todo: { en: 'Correct the file and score it again.', zh: '请更正文件后重新评分。' },
  },
  'too-much-memory': {
    what: {
      en: 'This would need about {neededMb, number} MB; {availableMb, number} MB are free.',
      zh: '大约需要 {neededMb, number} MB 内存，可用 {availableMb, number} MB。',
    },
    todo: {
      en: 'It would fit with about {rowsThatFit, number} rows: filter or sample the table first.',
      zh: '约 {rowsThatFit, number} 行可以放下：请先筛选或抽样。',
    },
  },
  cancelled: {
    what: { en: 'Cancelled.', zh: '已取消。' },
    todo: { en: 'Run it again whenever you like.', zh: '可以随时重新运行。' },
  },
  'not-found': {
    what: { en: 'There is no {kind} “{id}” any more.', zh: '{kind}“{id}”已不存在。' },
    todo: { en: 'It may have been deleted; undo brings it back.', zh: '它可能已被删除；撤销可以恢复。' },
  },
  'name-taken': {
    what: { en: 'The name “{name}” is already used by {owner}.', zh: '名称“{name}”已被{owner}使用。' },
    todo: { en: 'Choose another name.', zh: '请换一个名称。' },
  },
  'no-project': {
    what: { en: 'No project is open.', zh: '没有打开的项目。' },
    todo: { en: 'Open or create a project first.', zh: '请先打开或新建项目。' },
  },
  'project-newer': {
    what: {
      en: '“{path}” was made by a newer Clientele (format {got}; this one reads up to {known}).',
      zh: '“{path}”由更新版本的 Clientele 创建（格式 {got}，当前最多支持 {known}）。',
    },
    todo: {
      en: 'Update Clientele, then open it. The file was not changed.',
      zh: '请升级 Clientele 后再打开。文件未被改动。',
    },
  },
  'project-foreign': {
    what: { en: '“{path}” is not a Clientele project.', zh: '“{path}”不是 Clientele 项目。' },
    todo: {
      en: 'To bring its tables in, create a project and import the file.',
      zh: '如需使用其中的表，请新建项目并导入该文件。',
    },
  },
  'project-damaged': {
    what: { en: '“{path}” is damaged: {detail}', zh: '“{path}”已损坏：{detail}' },
    todo: { en: 'Open a saved copy. The file was left as it is.', zh: '请打开保存的副本。原文件保持不变。' },
  },
  'project-locked': {
    what: { en: '“{path}” is open in {holder}.', zh: '“{path}”已在 {holder} 中打开。' },
    todo: { en: 'Close it there first.', zh: '请先在那里关闭。' },
  },
  'read-only': {
    what: { en: '“{path}” cannot be written to.', zh: '“{path}”不可写入。' },
    todo: {
      en: 'Save a copy where you may write, or change its permissions.',
      zh: '请另存副本到可写位置，或修改权限。',
    },
  },
  'network-drive': {
    what: {
      en: '“{path}” is on a network drive, where a project cannot be kept safely.',
      zh: '“{path}”位于网络驱动器上，无法安全保存项目。',
    },
    todo: { en: 'Copy it to a local disk and open it there.', zh: '请复制到本地磁盘后再打开。' },
  },
  'disk-full': {
    what: {
      en: 'The disk is full. Nothing was lost: the last change was not made.',
      zh: '磁盘已满。没有丢失数据：最后一次更改未执行。',
    },
    todo: { en: 'Free some space and try again.', zh: '请释放空间后重试。' },
  },
  'file-not-found': {
    what: { en: 'There is no file “{path}”.', zh: '找不到文件“{path}”。' },
    todo: { en: 'Check the path or choose the file again.', zh: '请检查路径或重新选择文件。' },
  },
  'file-exists': {
    what: { en: '“{path}” exists already.', zh: '“{path}”已存在。' },
    todo: { en: 'Choose another name.', zh: '请换一个文件名。' },
  },
  'file-not-granted': {
    what: { en: '“{path}” was not chosen in a dialog.', zh: '“{path}”不是通过对话框选择的文件。' },
    todo: { en: 'Choose the file again.', zh: '请重新选择文件。' },
  },
  'picture-refused': {
    what: { en: 'The picture “{file}” is not shown: {detail}.', zh: '不显示图片“{file}”：{detail}。' },
    todo: {
      en: 'Put the file into the picture folder and its path into the column, or choose another folder.',
      zh: '请把文件放入图片文件夹并在列中填写其路径，或另选文件夹。',
    },
  },
  'unreadable-file': {
    what: { en: '“{file}” cannot be read as {format}: {detail}', zh: '无法将“{file}”作为 {format} 读取：{detail}' },
    todo: {
      en: 'Check that it is the file you meant and that it opens elsewhere.',
      zh: '请确认文件无误，并能用其他程序打开。',
    },
  },
  'empty-file': {
    what: { en: '“{file}” has no rows.', zh: '“{file}”没有数据行。' },
    todo: { en: 'Choose a file with data.', zh: '请选择包含数据的文件。' },
  },
  'sql-refused': {
    what: { en: 'This query may not run: {detail}', zh: '不允许运行该查询：{detail}' },
    todo: { en: 'Use SELECT on the tables of this project.', zh: '请只对本项目的表使用 SELECT。' },
  },
  'sql-error': {
    what: { en: 'SQLite says: {detail}', zh: 'SQLite 提示：{detail}' },
    todo: { en: 'Correct the query and run it again.', zh: '请修改查询后重新运行。' },
  },
  'leaking-split': {
    what: { en: 'This split would leak: {detail}', zh: '该划分会泄漏信息：{detail}' },
    todo: { en: 'Choose another cut.', zh: '请选择其他划分方式。' },
  },
  'leak-found': {
    what: {
      en: 'The target gives itself away in {count, plural, one {# column} other {# columns}}: {detail}',
      zh: '有 {count, number} 列泄漏了目标：{detail}',
    },
    todo: {
      en: 'Mend or leave out those columns above, or let this panel leave them out (“When something leaks”).',
      zh: '请在上方修正或去掉这些列，或让该面板自动去掉（“发现泄漏时”）。',
    },
  },
  'backend-unusable': {
    what: { en: '{backend} cannot be used here: {reason}', zh: '{backend} 在此不可用：{reason}' },
    todo: {
      en: 'Choose another backend in the settings, or leave the choice to Clientele.',
      zh: '请在设置中选择其他后端，或交由 Clientele 选择。',
    },
  },
  'training-failed': {
    what: {
      en: 'Training ended early on every backend that could take it: {detail}',
      zh: '在所有可用的后端上，训练都中途结束：{detail}',
    },
    todo: {
      en: 'Lower the batch size or the width of the model, or give it fewer rows.',
      zh: '请减小批大小或模型宽度，或减少行数。',
    },
  },
  diverged: {
    what: {
      en: 'Training went astray in epoch {epoch, number}: the loss is no longer a number.',
      zh: '训练在第 {epoch, number} 轮失控：损失已不再是数字。',
    },
    todo: {
      en: 'Lower the learning rate, or scale the features first.',
      zh: '请降低学习率，或先缩放特征。',
    },
  },
  'engine-failed': {
    what: { en: 'Something went wrong inside Clientele: {detail}', zh: 'Clientele 内部出错：{detail}' },
    todo: {
      en: 'Nothing was lost. Try again; if it happens again, copy the details and report it.',
      zh: '没有丢失数据。请重试；若再次发生，请复制详情并反馈。',
    },
  },
});

export type ErrorCode = keyof typeof errorTexts;

/** What crosses a process boundary when something foreseen fails. */
export interface ErrorPayload {
  readonly code: ErrorCode;
  readonly values: MessageValues;
}

/** A foreseen failure: a code from a closed set with its values; the texts stand beside the code. */
export class ClienteleError extends Error {
  readonly code: ErrorCode;
  readonly values: MessageValues;

  constructor(code: ErrorCode, values: MessageValues = {}, options?: ErrorOptions) {
    super(formatText(errorTexts[code].what, values, 'en'), options);
    this.name = 'ClienteleError';
    this.code = code;
    this.values = values;
  }

  toPayload(): ErrorPayload {
    return { code: this.code, values: this.values };
  }
}

/** A column role goes by its name in the reader's language, not by its code. */
function readable({ code, values }: ErrorPayload): MessageValues {
  const { role } = values;
  const isRole = code === 'missing-role' && typeof role === 'string';
  const name = isRole ? (roleNames as Readonly<Record<string, Text>>)[role] : undefined;
  return name ? { ...values, role: name } : values;
}

/** Renders an error as the two sentences a person reads. */
export function formatError(error: ErrorPayload, locale: Locale): { what: string; todo: string } {
  const { what, todo } = errorTexts[error.code];
  const values = readable(error);
  return { what: formatText(what, values, locale), todo: formatText(todo, values, locale) };
}

/** Turns anything thrown into a payload; what was not foreseen becomes `engine-failed` with its message. */
export function toErrorPayload(thrown: unknown): ErrorPayload {
  if (thrown instanceof ClienteleError) return thrown.toPayload();
  return { code: 'engine-failed', values: { detail: thrown instanceof Error ? thrown.message : String(thrown) } };
}

/** States what must hold; a breach is a defect of ours, not of the input. */
export function invariant(condition: unknown, what: string): asserts condition {
  if (!condition) throw new Error(`broken assumption: ${what}`);
}

/** Closes a switch over a union. */
export function assertNever(value: never): never {
  throw new Error(`unexpected value: ${JSON.stringify(value)}`);
}
