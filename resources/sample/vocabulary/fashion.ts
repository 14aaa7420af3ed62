import { noun, style, type CategoryWords } from './words.ts';

export const fashion: CategoryWords = {
  id: 'fashion',
  name: ['Fashion', '服饰'],
  consumable: false,
  nouns: [
    noun('T-Shirt', 'T恤', 15.9, 'A straight cut with a round neck.', '直筒版型，圆领。'),
    noun('Cardigan', '开衫', 38.5, 'A light layer for cool evenings.', '微凉的傍晚披上正好。'),
    noun('Scarf', '围巾', 19.4, 'Long enough to wrap twice.', '够长，可以绕两圈。'),
    noun('Jeans', '牛仔裤', 44.9, 'Mid-rise with a little stretch.', '中腰，微弹。'),
    noun('Summer Dress', '连衣裙', 36.8, 'Falls just below the knee.', '裙长刚过膝。'),
    noun('Ankle Socks', '短袜', 7.8, 'Three pairs with a soft cuff.', '三双装，袜口柔软。'),
    noun('Leather Belt', '皮带', 22.6, 'Full-grain leather that ages well.', '头层牛皮，越用越有味道。'),
    noun('Canvas Bag', '帆布包', 17.3, 'Holds a laptop and the shopping.', '装得下电脑，也装得下菜。'),
    noun('Hoodie', '连帽卫衣', 34.2, 'Brushed inside, with a front pocket.', '内里拉绒，前有口袋。'),
    noun('Beanie', '毛线帽', 13.1, 'Ribbed and close-fitting.', '罗纹织法，贴合头型。'),
    noun('Linen Shirt', '亚麻衬衫', 41.7, 'Airy cloth for hot days.', '透气面料，适合炎热天气。'),
  ],
  styles: [
    style('Relaxed', '宽松', 1, 'Cut wide for comfort.', '宽松剪裁，舒适自在。'),
    style('Striped', '条纹', 1.05, 'Fine stripes all around.', '细条纹设计。'),
    style('Vintage', '复古', 1.15, 'Washed for a worn-in look.', '水洗做旧。'),
    style('Essential', '基础', 0.75, 'Goes with everything.', '百搭不挑。'),
    style('Soft-Touch', '亲肤', 1.4, 'Feels good from the first day.', '第一天就很舒服。'),
    style('City', '都市', 1.1, 'Neat enough for the office.', '上班穿也得体。'),
    style('Festival', '缤纷', 1, 'In colours that do not hide.', '颜色鲜亮，不怕抢眼。'),
    style('Signature', '签名款', 1.5, 'From our own studio.', '出自自家工作室。'),
  ],
  praise: [
    ['Looks just as in the picture.', '和图片上一模一样。'],
    ['It feels lovely.', '手感很好。'],
    ['I have had compliments all week.', '穿了一周，天天有人夸。'],
    ['Still like new after months.', '几个月了还像新的。'],
  ],
  complaints: [
    ['Loose threads everywhere.', '到处是线头。'],
    ['The colour is not the one in the photo.', '颜色和照片不一样。'],
    ['It lost its colour within a week.', '不到一周就褪色了。'],
    ['Smaller than I expected.', '比想象的小。'],
  ],
};
