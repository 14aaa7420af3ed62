import { texts } from '../i18n/texts.ts';

/** The words of what a panel reads. */
export const inputsText = texts({
  none: { en: 'None', zh: '无' },
  choose: { en: 'Choose…', zh: '请选择…' },
  optional: { en: 'optional', zh: '可选' },
  panels: { en: 'From panels above', zh: '来自上方面板' },
  datasets: { en: 'Datasets', zh: '数据集' },
  segments: { en: 'Segments', zh: '细分群体' },
  gone: { en: 'Gone: {name}', zh: '已不存在：{name}' },
  add: { en: 'Add', zh: '添加' },
  addTo: { en: 'Add to “{port}”', zh: '添加到“{port}”' },
  earlier: { en: 'Move “{name}” up', zh: '上移“{name}”' },
  later: { en: 'Move “{name}” down', zh: '下移“{name}”' },
  remove: { en: 'Remove “{name}”', zh: '移除“{name}”' },
  nothing: { en: 'Nothing to choose yet', zh: '暂无可选项' },
  clear: { en: 'Clear', zh: '清除' },
  chainSettings: { en: 'Settings of “{name}”', zh: '“{name}”的设置' },
  chainName: { en: 'Name', zh: '名称' },
  proposed: { en: 'Proposed by the step', zh: '步骤建议的默认组合' },
  copy: { en: 'Duplicate “{name}”', zh: '复制“{name}”' },
  atLeast: { en: 'Choose at least {n, number}.', zh: '至少选择 {n, number} 项。' },
  backToProposed: { en: 'Back to the proposed', zh: '恢复建议的组合' },
});
