import { noun, style, type CategoryWords } from './words.ts';

export const toys: CategoryWords = {
  id: 'toys',
  name: ['Toys & Games', '玩具游戏'],
  consumable: false,
  nouns: [
    noun('Building Blocks', '积木', 18.9, 'Sixty pieces that fit every way round.', '六十块积木，怎么拼都合适。'),
    noun('Jigsaw Puzzle', '拼图', 12.4, 'Five hundred pieces with a poster.', '五百片，附参考海报。'),
    noun('Plush Rabbit', '毛绒兔子', 14.6, 'Long ears, made for being carried by them.', '长耳朵，拎着走也不怕。'),
    noun('Memory Game', '记忆配对游戏', 9.8, 'Forty pairs for players from four.', '四十对卡片，四岁起玩。'),
    noun(
      'Train Set',
      '小火车套装',
      29.5,
      'An oval of track, an engine and two wagons.',
      '环形轨道、一个车头和两节车厢。',
    ),
    noun('Stacking Rings', '叠叠圈', 10.2, 'Seven rings for small hands.', '七个套圈，适合小手抓握。'),
    noun('Card Game', '卡牌游戏', 8.5, 'Quick rounds for two to six.', '二到六人，一局很快。'),
    noun('Kite', '风筝', 16.3, 'Flies in a light breeze.', '微风也能飞起来。'),
    noun('Craft Kit', '手工材料包', 13.7, 'All that is needed for a rainy afternoon.', '下雨天的下午，材料一应俱全。'),
    noun('Marble Run', '滚珠轨道', 24.8, 'Chutes, curves and a bell at the end.', '滑道、弯道，终点还有小铃铛。'),
    noun('Picture Dominoes', '图画多米诺', 9.1, 'Twenty-eight tiles with animals.', '二十八张动物图案牌。'),
  ],
  styles: [
    style('Handmade', '手作', 1.3, 'Finished by hand in a small workshop.', '小工坊手工收尾。'),
    style('Rainbow', '彩虹', 1, 'In seven bright colours.', '七种明亮的颜色。'),
    style('Forest', '森林', 1.05, 'With foxes, owls and pine trees.', '有狐狸、猫头鹰和松树。'),
    style('Ocean', '海洋', 1.05, 'With whales, crabs and waves.', '有鲸鱼、螃蟹和海浪。'),
    style('Mini', '迷你', 0.65, 'Small enough for a journey.', '小巧，旅途中也能玩。'),
    style('Deluxe', '豪华', 1.6, 'More pieces and a storage box.', '配件更多，附收纳盒。'),
    style('Classic', '经典', 0.95, 'The way grandparents knew it.', '爷爷奶奶小时候玩的样子。'),
    style('Space', '太空', 1.1, 'With rockets, moons and planets.', '有火箭、月亮和行星。'),
  ],
  praise: [
    ['The children have played with it every day since.', '孩子们从收到那天起天天玩。'],
    ['Solid, with no sharp edges.', '做工结实，没有毛边。'],
    ['A hit at the birthday party.', '在生日会上大受欢迎。'],
    ['Keeps two of them busy for an hour.', '能让两个孩子安静玩上一小时。'],
  ],
  complaints: [
    ['The colours are paler than in the picture.', '颜色比图片上淡。'],
    ['Boring after ten minutes, said my son.', '儿子玩了十分钟就说没意思。'],
    ['It broke on the first day.', '第一天就坏了。'],
    ['Something was missing from the box.', '盒子里少了东西。'],
  ],
};
