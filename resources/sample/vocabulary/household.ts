import { noun, style, type CategoryWords } from './words.ts';

export const household: CategoryWords = {
  id: 'household',
  name: ['Household', '家庭清洁'],
  consumable: true,
  nouns: [
    noun('Dish Soap', '洗洁精', 3.9, 'Cuts grease with little foam.', '少泡去油，易冲洗。'),
    noun(
      'Laundry Liquid',
      '洗衣液',
      9.4,
      'For whites and colours from thirty degrees.',
      '三十度起洗，白色、彩色衣物都可用。',
    ),
    noun('Kitchen Paper', '厨房纸', 4.8, 'Thick sheets that hold together when wet.', '加厚纸张，沾水不破。'),
    noun('Toilet Paper', '卷纸', 7.2, 'Three soft layers.', '三层柔韧。'),
    noun(
      'Surface Spray',
      '多用清洁喷雾',
      4.4,
      'Cleans worktops and tiles without streaks.',
      '台面、瓷砖一喷一擦，不留水痕。',
    ),
    noun('Bin Liners', '垃圾袋', 3.5, 'Strong bags with a drawstring.', '结实耐用，带抽绳。'),
    noun('Dishwasher Tablets', '洗碗块', 8.6, 'One tablet a wash, no rinsing first.', '每次一块，无需预冲。'),
    noun('Sponge Set', '海绵擦套装', 2.9, 'A soft and a rough side.', '一面柔软，一面去污。'),
    noun('Fabric Softener', '衣物柔顺剂', 5.7, 'Leaves towels soft and fresh.', '让毛巾蓬松清新。'),
    noun('Hand Wash', '洗手液', 3.3, 'Mild soap for frequent washing.', '温和配方，常洗不干。'),
    noun('Floor Cleaner', '地板清洁剂', 6.1, 'For wood, stone and tiles.', '木地板、石材、瓷砖通用。'),
  ],
  styles: [
    style('Lemon', '柠檬', 1, 'A fresh citrus scent.', '清新柑橘香。'),
    style('Lavender', '薰衣草', 1.05, 'A calm, flowery scent.', '舒缓花香。'),
    style('Unscented', '无香', 1, 'Nothing added for the smell.', '不添加香精。'),
    style('Eco', '环保', 1.25, 'Breaks down fully in water.', '在水中可完全降解。'),
    style('Value-Pack', '实惠装', 1.6, 'More in one box, less for each use.', '量大，单次更省。'),
    style('Sensitive', '敏感肌', 1.2, 'Kind to skin that reacts easily.', '适合容易敏感的皮肤。'),
    style('Extra-Strong', '强效', 1.15, 'For the jobs that need it.', '对付顽固污渍。'),
    style('Bamboo', '竹源', 1.35, 'Based on fast-growing bamboo.', '取材于生长迅速的竹子。'),
  ],
  praise: [
    ['Does what it should, every time.', '每次都很好用。'],
    ['Pleasant to use.', '用起来很顺手。'],
    ['Good value compared with the brand we had.', '比以前用的牌子划算。'],
    ['We keep a spare one in the cupboard now.', '现在家里常备一份。'],
  ],
  complaints: [
    ['The pack was torn when it came.', '收到时包装已经破了。'],
    ['I need twice as much as before.', '用量比以前多一倍。'],
    ['It has a chemical smell.', '有一股化学味。'],
    ['The quality has gone down.', '质量不如以前了。'],
  ],
};
