import { noun, style, type CategoryWords } from './words.ts';

export const sports: CategoryWords = {
  id: 'sports',
  name: ['Sports & Outdoors', '运动户外'],
  consumable: false,
  nouns: [
    noun('Yoga Mat', '瑜伽垫', 25.4, 'Six millimetres and no slipping.', '六毫米厚，不打滑。'),
    noun('Water Bottle', '运动水壶', 16.2, 'Keeps cold for a day.', '保冷一整天。'),
    noun('Running Belt', '跑步腰包', 14.3, 'Phone and keys stay still.', '手机钥匙不乱晃。'),
    noun('Resistance Bands', '弹力带', 12.8, 'Three strengths in a bag.', '三种阻力，附收纳袋。'),
    noun('Day Pack', '双肩背包', 46.7, 'Twenty litres with a rain cover.', '二十升，附防雨罩。'),
    noun('Camping Mug', '露营杯', 11.9, 'Enamel that takes a knock.', '搪瓷材质，不怕磕碰。'),
    noun('Skipping Rope', '跳绳', 9.4, 'Length set in seconds.', '长度一秒可调。'),
    noun('Head Torch', '头灯', 21.8, 'Three levels and a red light.', '三档亮度，带红光。'),
    noun('Rain Jacket', '冲锋衣', 58.9, 'Packs into its own pocket.', '可收进自带口袋。'),
    noun('Sports Towel', '运动毛巾', 10.7, 'Dries in an hour.', '一小时就干。'),
    noun('Picnic Blanket', '野餐垫', 23.5, 'Waterproof below, soft above.', '底面防水，表面柔软。'),
  ],
  styles: [
    style('Trail', '山野', 1.15, 'Made for paths without tarmac.', '为没有柏油的路而做。'),
    style('Studio', '室内', 1, 'For training at home.', '适合在家训练。'),
    style('Ultralight', '超轻', 1.4, 'You hardly notice it.', '几乎感觉不到重量。'),
    style('Starter', '入门', 0.7, 'All you need to begin.', '入门足够。'),
    style('Reflective', '反光', 1.1, 'Seen from far at night.', '夜里远远就能看见。'),
    style('Recycled', '再生', 1.1, 'From recycled fibres.', '采用再生纤维。'),
    style('Team', '团队', 0.95, 'In club colours.', '社团配色。'),
    style('Expedition', '远征', 1.7, 'Tested above four thousand metres.', '在海拔四千米以上测试过。'),
  ],
  praise: [
    ['Has survived three mountain weekends.', '陪我爬了三个周末的山，依然完好。'],
    ['Light and handy.', '轻便好用。'],
    ['Exactly right for what I do.', '正合我的用途。'],
    ['Used often and still fine.', '经常用，还是好好的。'],
  ],
  complaints: [
    ['It smells strongly of plastic.', '塑料味很重。'],
    ['It broke on the first trip.', '第一次出门就坏了。'],
    ['It feels cheaper than it looks.', '手感比看起来廉价。'],
    ['Smaller than it says.', '比标注的小。'],
  ],
};
