import { noun, style, type CategoryWords } from './words.ts';

export const beauty: CategoryWords = {
  id: 'beauty',
  name: ['Beauty & Care', '美妆个护'],
  consumable: true,
  nouns: [
    noun('Face Cream', '面霜', 18.6, 'Light cream that sinks in at once.', '质地轻盈，一抹即吸收。'),
    noun('Shampoo', '洗发水', 8.4, 'For hair that is washed often.', '适合经常洗头的人。'),
    noun('Hand Cream', '护手霜', 6.2, 'Not sticky, in a tube for the bag.', '不黏腻，放包里随时用。'),
    noun('Lip Balm', '润唇膏', 4.5, 'With beeswax and almond oil.', '含蜂蜡和杏仁油。'),
    noun('Sheet Masks', '面膜', 9.7, 'Five masks for a quiet quarter of an hour.', '五片装，给自己安静的一刻钟。'),
    noun('Body Lotion', '身体乳', 10.3, 'Keeps skin smooth all day.', '全天润滑不干燥。'),
    noun('Sun Cream', '防晒霜', 14.1, 'Factor fifty with no white cast.', 'SPF 50，不泛白。'),
    noun('Cleansing Foam', '洁面泡沫', 9.2, 'Takes off the day, leaves the skin calm.', '洗去一天的疲惫，皮肤不紧绷。'),
    noun('Eye Serum', '眼部精华', 24.8, 'A few drops under the eyes at night.', '睡前在眼下点几滴。'),
    noun('Nail Polish', '指甲油', 5.9, 'Dries in two minutes.', '两分钟速干。'),
    noun('Perfume Spray', '香水喷雾', 27.4, 'Light enough for every day.', '清淡，适合每天用。'),
  ],
  styles: [
    style('Rose', '玫瑰', 1.1, 'With a soft rose scent.', '淡淡玫瑰香。'),
    style('Aloe', '芦荟', 0.95, 'Cooling aloe from the leaf.', '取自叶肉的清凉芦荟。'),
    style('Camellia', '山茶花', 1.2, 'With oil of camellia seeds.', '含山茶籽油。'),
    style('Citrus', '柑橘', 1, 'Wakes you up in the morning.', '早晨提神。'),
    style('Pure', '纯净', 0.9, 'Seven ingredients in all.', '总共只有七种成分。'),
    style('Calm', '舒缓', 1.15, 'For days that were long.', '给漫长一天的安慰。'),
    style('Gold', '鎏金', 1.7, 'In a box worth keeping.', '盒子精美，用完也舍不得扔。'),
    style('Pocket', '随身', 0.55, 'Half the size, goes anywhere.', '小巧一半，随处可带。'),
  ],
  praise: [
    ['It feels good and does what it says.', '用着舒服，效果和说的一样。'],
    ['The scent is subtle and lasts.', '香味清淡又持久。'],
    ['A little goes a long way.', '每次一点点，很耐用。'],
    ['My sister wanted one at once.', '妹妹看到立刻也要一个。'],
  ],
  complaints: [
    ['It was open when it arrived.', '收到时已经开封了。'],
    ['It made my skin itch.', '用完皮肤发痒。'],
    ['The smell is too strong.', '味道太冲了。'],
    ['Much less of it than I thought.', '分量比想象的少很多。'],
  ],
};
