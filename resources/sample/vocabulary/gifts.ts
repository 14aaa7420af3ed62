import { noun, style, type CategoryWords } from './words.ts';

export const gifts: CategoryWords = {
  id: 'gifts',
  name: ['Gifts & Stationery', '礼品文具'],
  consumable: false,
  nouns: [
    noun('Scented Candle', '香薰蜡烛', 14.8, 'Burns for about forty hours.', '可燃约四十小时。'),
    noun('Notebook', '笔记本', 9.3, 'Two hundred pages that take ink well.', '二百页，书写不洇墨。'),
    noun('Greeting Cards', '贺卡', 6.7, 'Eight cards with envelopes.', '八张，附信封。'),
    noun('Photo Frame', '相框', 15.2, 'For one picture that matters.', '放一张重要的照片。'),
    noun('Fountain Pen', '钢笔', 23.9, 'Writes smoothly from the first line.', '从第一笔起就顺滑。'),
    noun('Wrapping Paper', '包装纸', 4.9, 'Three rolls and a spool of ribbon.', '三卷纸，一卷丝带。'),
    noun('Tea Gift Box', '茶礼盒', 22.7, 'Six teas in small tins.', '六款茶，小罐分装。'),
    noun('Desk Calendar', '台历', 11.4, 'A drawing for every month.', '每月一幅插画。'),
    noun('Mug', '马克杯', 10.6, 'Holds a generous cup.', '容量大，一杯喝个够。'),
    noun('Keepsake Box', '纪念盒', 18.1, 'For letters, shells and first teeth.', '收藏信件、贝壳和第一颗乳牙。'),
    noun('Paper Lanterns', '纸灯笼', 12.3, 'Set of five for indoors and out.', '五只装，室内外都能挂。'),
  ],
  styles: [
    style('Botanical', '植物', 1.05, 'With drawings of leaves and ferns.', '绘有枝叶与蕨草。'),
    style('Festive', '节庆', 1, 'Red and gold for the holidays.', '红金配色，节日正合适。'),
    style('Hand-Painted', '手绘', 1.45, 'No two are quite the same.', '每一件都略有不同。'),
    style('Minimal', '极简', 0.85, 'White, and a line.', '一片白，一条线。'),
    style('Zodiac', '生肖', 1.1, 'With this year’s animal.', '印有当年生肖。'),
    style('Moonlight', '月光', 1.15, 'Silver on dark blue.', '深蓝底，银色纹样。'),
    style('Confetti', '彩点', 0.95, 'Dots in every colour.', '五颜六色的小圆点。'),
    style('Heritage', '典藏', 1.6, 'After a pattern from an old book.', '纹样取自一本旧书。'),
  ],
  praise: [
    ['My mother was moved when she opened it.', '妈妈打开时很感动。'],
    ['Beautifully packed, ready to give.', '包装精美，直接就能送。'],
    ['Better in the hand than on the screen.', '拿在手里比屏幕上更好。'],
    ['Arrived two days before the party.', '聚会前两天就到了。'],
  ],
  complaints: [
    ['It came after the birthday.', '生日过了才到。'],
    ['The colours are dull.', '颜色发暗。'],
    ['The box was dented.', '盒子磕坏了。'],
    ['It looks cheap for a present.', '送人显得廉价。'],
  ],
};
