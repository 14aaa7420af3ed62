import { escapeMessage, formatText, type Message, type MessageValues, type Text } from '../../contract/text.ts';

/** Every reason for which a backend is passed over, or a run leaves it. */
const texts = {
  'not-installed': {
    en: 'The package {package} is not installed.',
    zh: '未安装软件包 {package}。',
  },
  'binary-missing': {
    en: '{package} is installed without its native library: {detail}',
    zh: '{package} 缺少本机库：{detail}',
  },
  'wrong-node': {
    en: '{package} does not fit this Node ({node}): {detail}',
    zh: '{package} 与当前 Node（{node}）不兼容：{detail}',
  },
  'no-driver': {
    en: 'The driver of the GPU, or a library of CUDA, is missing: {detail}',
    zh: '缺少 GPU 驱动程序或 CUDA 库：{detail}',
  },
  'no-device': {
    en: '{package} found no GPU and would compute on the processor.',
    zh: '{package} 未找到 GPU，只能在处理器上计算。',
  },
  'no-adapter': {
    en: 'No GPU adapter was found.',
    zh: '未找到 GPU 适配器。',
  },
  software: {
    en: 'The adapter {adapter} is imitated by the processor; it is used only where it is forced.',
    zh: '适配器 {adapter} 由处理器模拟，只有在强制指定时才会使用。',
  },
  'wrong-result': {
    en: 'It trained a small model to a wrong result (off by {error}).',
    zh: '训练一个小模型时结果有误（偏差 {error}）。',
  },
  crashed: {
    en: 'It ended the process: {detail}',
    zh: '它使进程终止：{detail}',
  },
  silent: {
    en: 'It did not answer within {seconds} s.',
    zh: '它在 {seconds} 秒内没有响应。',
  },
  failed: {
    en: 'It could not be loaded: {detail}',
    zh: '无法加载：{detail}',
  },
} as const satisfies Readonly<Record<string, Text>>;

/** The reason as a message. */
export const reason = (code: keyof typeof texts, values: MessageValues = {}): Message => ({
  code: `backend.${code}`,
  text: texts[code],
  values,
});

/** A device that is not used. */
interface SkippedDevice {
  readonly adapter: string | null;
  readonly software: boolean;
}

const NO_DEVICE: SkippedDevice = { adapter: null, software: false };

/** A backend that is passed over, with what a person reads about it. */
export class BackendSkipped extends Error {
  readonly reason: Message;
  /** The device that it would have computed on, where that is known. */
  readonly device: SkippedDevice;

  constructor(
    code: keyof typeof texts,
    values: MessageValues = {},
    { device = NO_DEVICE, ...options }: ErrorOptions & { readonly device?: SkippedDevice } = {},
  ) {
    super(code, options);
    this.name = 'BackendSkipped';
    this.reason = reason(code, values);
    this.device = device;
  }
}

/** A reason inside another message: written out in both languages, since a message's values are plain. */
export const spelledOut = ({ text, values }: Message): Text => ({
  en: escapeMessage(formatText(text, values, 'en')),
  zh: escapeMessage(formatText(text, values, 'zh')),
});
