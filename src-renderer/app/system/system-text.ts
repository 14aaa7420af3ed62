import { texts } from '../../i18n/texts.ts';

/** The words about what this machine computes with. */
export const systemText = texts({
  title: { en: 'What this machine computes with', zh: '本机的计算设备' },
  training: { en: 'Neural models', zh: '神经网络模型' },
  trainedOn: { en: 'Models are trained on {name}.', zh: '模型将在 {name} 上训练。' },
  measured: {
    en: 'A job that can tell its shape is timed on each usable backend first, and the fastest is used.',
    zh: '任务会先按其实际规模在各可用后端上试跑，选用最快的一个。',
  },
  checking: { en: 'Checking what this machine has…', zh: '正在检测本机设备…' },
  unusable: {
    en: '{name} is chosen below but cannot be used here, so no model can be trained. Choose “Automatic”.',
    zh: '下方选定了 {name}，但本机无法使用，因此不能训练模型。请选择“自动”。',
  },
  nothing: {
    en: 'No backend can be used: neural models cannot be trained.',
    zh: '没有可用的后端，无法训练神经网络模型。',
  },
  backend: { en: 'Backend', zh: '后端' },
  device: { en: 'Device, or why it is not used', zh: '设备或未使用的原因' },
  memory: { en: 'Memory', zh: '内存' },
  speed: { en: 'Speed', zh: '速度' },
  used: { en: 'used', zh: '使用中' },
  usable: { en: 'Usable', zh: '可用' },
  skipped: { en: 'Not used', zh: '未使用' },
  waiting: { en: 'Not checked yet', zh: '尚未检测' },
  software: { en: 'imitated by the processor', zh: '由处理器模拟' },
  processor: { en: 'This processor', zh: '本机处理器' },
  gflops: { en: '{n} GFLOP/s', zh: '{n} GFLOP/s' },
  gb: { en: '{n} GB', zh: '{n} GB' },
  trainOn: { en: 'Train models on', zh: '训练模型使用' },
  automatic: { en: 'Automatic', zh: '自动' },
  cannot: { en: '{name} (cannot be used here)', zh: '{name}（本机不可用）' },
  forcedAtStart: {
    en: 'A flag or the environment of this start decides; what is chosen here holds from the next one.',
    zh: '本次启动由命令行参数或环境变量决定；此处的选择将在下次启动时生效。',
  },
  loops: { en: 'The engine’s own loops', zh: '引擎自身的计算循环' },
  loopsWhat: {
    en: '{variant}, {threads, plural, one {# thread} other {# threads}}',
    zh: '{variant}，{threads, number} 个线程',
  },
  relaxed: { en: 'Relaxed SIMD', zh: '宽松 SIMD' },
  simd: { en: 'SIMD', zh: 'SIMD' },
  plain: { en: 'Plain', zh: '普通代码' },
  loopsIn: { en: 'Compute loops with', zh: '计算循环使用' },
  loopsHelp: {
    en: 'Relaxed SIMD is fastest; its last digits may differ.',
    zh: '宽松 SIMD 最快，但末位数字可能不同。',
  },
  copy: { en: 'Copy as text', zh: '复制为文本' },
  copied: { en: 'Copied', zh: '已复制' },
  chip: { en: 'What this machine computes with: {what}', zh: '本机的计算设备：{what}' },
  chipChecking: { en: 'Looking for a GPU…', zh: '正在检测 GPU…' },
  chipGpu: { en: '{name}: {adapter}', zh: '{name}：{adapter}' },
  chipSoftware: { en: '{name}: {adapter}, imitated', zh: '{name}：{adapter}（模拟）' },
  chipCpu: {
    en: 'CPU ({name}) · {threads, plural, one {# thread} other {# threads}}',
    zh: 'CPU（{name}）· {threads, number} 个线程',
  },
  chipNone: { en: 'No backend for models', zh: '无可用训练后端' },
});
