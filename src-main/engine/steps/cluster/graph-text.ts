/** What clusterers on a graph of nearest rows call its parameters. */
export const graphWords = {
  nNeighbours: {
    label: { en: 'Neighbours', zh: '近邻数' },
    help: {
      en: 'With how many nearest rows each is joined. Fewer follow fine forms, more bridge gaps.',
      zh: '每行与多少个最近的行相连。越少越能贴合细小形状，越多越能跨越空隙。',
    },
  },
  joining: { en: 'joining near rows', zh: '正在连接邻近的行' },
} as const;
