import { noun, style, type CategoryWords } from './words.ts';

export const home: CategoryWords = {
  id: 'home',
  name: ['Home & Kitchen', '家居厨房'],
  consumable: false,
  nouns: [
    noun('Storage Basket', '收纳篮', 16.8, 'Takes what lies around.', '随手乱放的东西都有了归处。'),
    noun('Table Lamp', '床头灯', 39.6, 'A warm glow for the corner.', '给角落一点暖光。'),
    noun('Cushion Cover', '抱枕套', 12.9, 'With a hidden zip.', '隐形拉链。'),
    noun('Cotton Throw', '棉盖毯', 33.4, 'For the sofa or the foot of the bed.', '放沙发或床尾都好看。'),
    noun('Chopping Board', '砧板', 19.7, 'With a groove for juice.', '带沥水槽。'),
    noun('Frying Pan', '煎锅', 37.2, 'Heats evenly on every hob.', '受热均匀，各种炉灶可用。'),
    noun('Storage Jars', '储物罐', 21.3, 'Set of three with tight lids.', '三件套，密封盖。'),
    noun('Wall Shelf', '墙面置物架', 28.5, 'Holds books or plants.', '放书、放绿植都行。'),
    noun('Bath Towel', '浴巾', 17.6, 'Thick, thirsty and quick to dry.', '厚实吸水，干得快。'),
    noun('Dinner Plates', '餐盘', 26.1, 'Four plates, safe in the dishwasher.', '四只装，可进洗碗机。'),
    noun('Wall Clock', '挂钟', 24.9, 'Silent hands, easy to read.', '静音走针，一目了然。'),
  ],
  styles: [
    style('Nordic', '北欧', 1.1, 'Plain lines and light tones.', '线条简洁，色调浅淡。'),
    style('Coastal', '海岸', 1.2, 'In the colours of sand and sea.', '沙与海的颜色。'),
    style('Pebble', '卵石', 1.15, 'In quiet shades of stone.', '安静的石头色。'),
    style('Harvest', '麦穗', 1.4, 'In warm shades of straw.', '温暖的麦秆色。'),
    style('Basic', '简约', 0.7, 'Does what it should.', '该有的都有。'),
    style('Terracotta', '陶土色', 1.05, 'In the warm colour of clay.', '温暖的陶土色调。'),
    style('Indigo', '靛蓝', 1.1, 'In a deep, calm blue.', '深邃沉静的蓝。'),
    style('Atelier', '匠作', 1.65, 'Finished in a small workshop.', '小作坊里收尾完工。'),
  ],
  praise: [
    ['Looks even better than in the photo.', '实物比照片还好看。'],
    ['Sturdy and well made.', '结实，做工好。'],
    ['Makes the flat feel like home.', '一放上，屋子就像家了。'],
    ['Packed with great care.', '包装很用心。'],
  ],
  complaints: [
    ['It looked worn within days.', '没几天就显旧了。'],
    ['The colour is not as shown.', '颜色和图片不符。'],
    ['It arrived damaged.', '收到时已经损坏。'],
    ['Smaller than I expected from the pictures.', '比图片看起来小。'],
  ],
};
