import type { ColumnRole } from '../../../contract/table.ts';

/** How much a name says: alone enough, or only together with what the values and the other columns say. */
export interface NameHint {
  readonly role: ColumnRole;
  readonly strength: number;
}

const STRONG = 0.9;
const WEAK = 0.45;
/** What is left of a name's strength where other words stand before it: `Q-demos-state`. */
const AS_LAST_WORDS = 0.65;

const ID = '(?:id|no|nr|num|number|key|code|ref|uuid|guid|identifier)';
const MOMENT = '(?:date|time|datetime|date time|timestamp|day|ts|at|on)';
const ZH_ID = '(?:编号|编码|代码|id|号|号码|卡号|账号|标识)';

/** English names as words, Chinese ones as they are; the first pattern that fits says the role. */
const STRONG_NAMES: readonly (readonly [ColumnRole, string])[] = [
  ['customerId', `(?:customer|client|cust|user|member|buyer|shopper|visitor|account|consumer|subscriber|respondent|guest|payer|household|donor|person|profile|loyalty|survey response|response) ?${ID}`],
  ['customerId', '(?:customer|client|user|uid|openid|unionid|loyalty card|card number|respondent|member)'],
  ['customerId', `(?:客户|顾客|用户|会员|买家|消费者|粉丝)(?:的)?(?:${ZH_ID}|名)?|账号|会员卡号|买家会员名`],
  ['orderId', `(?:(?:sales|purchase|web) )?(?:order|invoice|transaction|trans|txn|receipt|basket|bill|ticket|sale|sales|purchase|checkout|booking|cart|trade) ?${ID}`],
  ['orderId', `invoice|receipt|(?:订单|发票|交易|单据|小票|流水|销售单|主订单|子订单)${ZH_ID}|订单|流水号`],
  ['itemId', `(?:stock|product|prod|item|sku|article|goods|movie|film|book|track|song|game|restaurant|listing|offer|material|part|clothing|style|dish|venue|asset|variant) ?${ID}`],
  ['itemId', `sku|asin|ean|upc|gtin|isbn|barcode|stockcode|(?:商品|产品|货品|物品|宝贝|菜品|电影|图书)${ZH_ID}|货号|条码|条形码|款号|商家编码`],
  ['sessionId', `(?:session|visit|sess) ?${ID}|session|会话(?:${ZH_ID})?`],
  ['itemName', '(?:product|prod|item|stock|article|goods|movie|film|sku|book|dish) ?(?:name|title|description|desc|display name)'],
  ['itemName', '(?:商品|产品|货品|宝贝|菜品|物品|电影)(?:名称|名|标题|描述)|品名|宝贝标题'],
  ['customerName', '(?:customer|client|user|member|buyer|shopper|full|first|last|family|given|recipient|receiver) ?name|surname'],
  ['customerName', '(?:客户|顾客|用户|会员|买家|收货人|收件人)?(?:姓名|名字|昵称)|收货人'],
  ['text', '(?:review|comment|feedback|opinion|customer comment)s? ?(?:text|body|content|message)?'],
  ['text', '(?:评论|评价|点评|留言|反馈|用户评论|用户评价)(?:内容|正文)?|评语'],
  ['rating', '(?:(?:star|review|user|customer|product|movie) )?(?:rating|stars)|star rating|review score|评分|星级|打分|评价等级|用户评分'],
  ['birthDate', 'birth ?(?:date|day|year)|dob|(?:date|year) of birth|生日|出生日期|出生年月|出生年份'],
  ['time', `(?:order|invoice|transaction|trans|txn|purchase|event|payment|sale|sales|review|rating|visit|session|checkout|booking|interaction|pay|ordered|purchased|created|paid|sold|reviewed|sent) ?${MOMENT}`],
  ['time', 'timestamp|datetime|date time|unix ?time|event time|(?:下单|订单|交易|购买|支付|付款|创建|成交|评价|评论|消费|销售|行为|订单创建|订单付款)(?:日期|时间|时刻)'],
  ['quantity', '(?:order |ordered |sales? |item )?(?:quantity|qty)(?: ordered| sold)?|units?(?: sold)?|pieces|pcs|item count|num items|number of items|数量|件数|购买数量|销量|销售数量|份数|商品数量|购买件数'],
  ['price', '(?:(?:unit|item|list|sale|sales|retail|selling|product) ?)?price(?: each| per unit)?|单价|价格|售价|定价|成交价|商品单价'],
  ['amount', '(?:total|line|order|sales?|gross|net|paid|payment|purchase|transaction|invoice|basket) ?(?:amount|revenue|value|total|price|sum|spend|charges|amt|cost)'],
  ['amount', 'amount|amt|revenue|spend|spent|sales|turnover|gmv|subtotal|monetary|extended price'],
  ['amount', '(?:总|订单|实付|支付|消费|成交|交易|销售|付款|应付|实收|商品)?金额|总额|总价|合计|销售额|实付款|小计|消费额|成交额'],
  ['discount', '(?:discount|coupon|rebate|markdown|promo(?:tion)?) ?(?:rate|amount|amt|pct|percent|value|price)?|折扣|优惠|优惠金额|折扣率|折扣金额|满减'],
  ['cost', '(?:(?:unit|item|product|purchase) ?)?cost(?: price)?|cogs|wholesale price|成本|进价|成本价|采购价'],
  ['stock', '(?:stock|inventory)(?: ?(?:level|qty|quantity|count|on hand))?|in stock|on hand|库存|库存量|库存数量'],
  ['category', '(?:(?:product|item|master|main|article|goods|movie|department|genre) ?)?(?:category|categories|genres?|department|product (?:type|line|group))(?: ?(?:name|label|title))?|dept|cat'],
  ['category', '(?:商品|产品|一级|所属|主)?(?:类目|类别|品类|分类)(?:名称)?|大类|商品类型'],
  ['treatment', '(?:treatment|treated|test|experiment|experimental|ab|a b) ?(?:group|arm|variant|flag|cell)?|variant|arm|实验组|处理组|实验分组|是否处理'],
  ['outcome', '(?:is |has )?(?:conversion|converted|churn|churned|outcome|attrition|exited|responded|target)(?: flag| label)?|default(?: .*)?|是否转化|转化|流失|是否流失|是否购买|是否响应'],
  ['channel', '(?:(?:sales?|order|purchase|marketing|acquisition|traffic) ?)?channel|utm source|traffic source|渠道|销售渠道|来源渠道|订单来源|平台'],
  ['place', '(?:(?:ship(?:ping)?|bill(?:ing)?|customer|home|store|delivery) ?)?(?:country|region|city|state|province|zip|zip ?code|post ?code|postal code|county|district)(?: ?name)?'],
  ['place', '(?:收货|所在|客户|收件)?(?:国家|地区|省份|省|城市|市|区县|邮编)|收货地址|省市'],
  ['eventType', '(?:event|action|behaviou?r|activity|interaction) ?(?:type|name)?|行为|行为类型|事件|事件类型|操作类型'],
  ['contact', '(?:(?:customer|contact|buyer|user|home|work) ?)?(?:e ?mail|phone|mobile|telephone|tel|cell ?phone|whatsapp)(?: ?(?:address|number|no))?|邮箱|电话|手机|手机号|手机号码|联系电话|联系方式|电子邮箱|联系手机'],
  ['picture', '(?:(?:product|prod|item|article|goods|sku|main|cover|book|poster) ?)?(?:image|img|picture|pic|photo|thumbnail|thumb|cover|poster)s? ?(?:path|file|file ?name|url|uri|link|src|location)?'],
  ['picture', '(?:商品|产品|货品|宝贝|封面)?(?:图片|主图|照片|缩略图|封面图|图像)(?:路径|地址|链接|文件|文件名)?'],
]; // prettier-ignore

const WEAK_NAMES: readonly (readonly [ColumnRole, string])[] = [
  ['orderId', 'order|transaction|purchase|basket'],
  ['itemId', 'item|product|article'],
  ['itemName', 'description|title|name|product|item|商品|产品|名称|标题'],
  ['customerName', 'name|名称'],
  ['text', 'text|content|body|message|内容|正文'],
  ['rating', 'score|overall|grade|得分'],
  ['time', 'date|time|day|ts|日期|时间'],
  ['quantity', 'count|volume|copies|number'],
  ['amount', 'total|value|sum|payment|price total'],
  ['category', '(?:sub ?category|type|class|division|article type|genre|family|brand|类型|子类目|品牌)(?: name| label)?'],
  ['treatment', 'group|segment|campaign|cell|组别|分组|组'],
  ['outcome', 'label|response|bought|purchased|revenue|visit|flag|标签'],
  ['channel', 'source|medium|platform|device|来源'],
  ['place', 'location|area|market|nation|address|地址|地点|区'],
]; // prettier-ignore

const compiled = (names: typeof STRONG_NAMES, strength: number) =>
  names.map(([role, source]) => ({ role, strength, pattern: new RegExp(`^(?:${source})$`) }));
const PATTERNS = [...compiled(STRONG_NAMES, STRONG), ...compiled(WEAK_NAMES, WEAK)];

/** `CustomerID`, `customer_id`, `customer-id` and `Customer ID (CRM)` as the same words: `customer id`. */
export function wordsOf(name: string): string {
  return name
    .normalize('NFKC')
    .replace(/[(\[].*?[)\]]/g, ' ')
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replace(/([A-Z]+)([A-Z][a-z])/g, '$1 $2')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
    .toLowerCase();
}

/** What a name may mean, the strongest first. */
export function hintsOf(name: string): NameHint[] {
  const words = wordsOf(name);
  const whole = hintsFor(words, 1);
  if (whole.length > 0 || !words.includes(' ')) return whole;
  const parts = words.split(' ');
  for (let from = 1; from < parts.length; from++) {
    const found = hintsFor(parts.slice(from).join(' '), AS_LAST_WORDS);
    if (found.length > 0) return found;
  }
  return [];
}

function hintsFor(words: string, factor: number): NameHint[] {
  const joined = words.replaceAll(' ', '');
  const found = new Map<ColumnRole, number>();
  for (const { role, strength, pattern } of PATTERNS) {
    if (!found.has(role) && (pattern.test(words) || pattern.test(joined))) found.set(role, strength * factor);
  }
  return [...found].map(([role, strength]) => ({ role, strength })).sort((a, b) => b.strength - a.strength);
}

/** Whether a name says that its values name something, whatever it is: such numbers are not to be added up. */
export function namesAnId(name: string): boolean {
  return /(?:^|[^\p{L}])(?:id|ids|uuid|guid|code|codes|key|sku|zip|zip code|postcode)$|(?:编号|编码|代码|账号|单号|号码|邮编)$/u.test(
    wordsOf(name),
  );
}
