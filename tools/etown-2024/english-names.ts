/** What every English name of the pack is: no source prints them, so none is shown as published. */
export const OUR_RENDERING = 'our own English rendering of the published Chinese name'

/** English names of the published owners, in the form that the company itself uses where we know one. */
export const ENTERPRISE_NAMES_EN: Readonly<Record<string, string>> = {
  北京京东方创元科技有限公司: 'Beijing BOE Chuangyuan Technology Co., Ltd.',
  北京亦盛: 'Beijing Yisheng',
  富创精密: 'Fortune Precision',
  法国液化空气集团: 'Air Liquide',
  小米景曦科技有限公司: 'Xiaomi Jingxi Technology Co., Ltd.',
  北京时代动力电池有限公司: 'Beijing Times Power Battery Co., Ltd.',
  华丰燃料电池有限公司: 'Huafeng Fuel Cell Co., Ltd.',
  北京奔驰汽车有限公司: 'Beijing Benz Automotive Co., Ltd.',
  海斯坦普: 'Gestamp',
  北京永泰生物制品有限公司: 'Beijing Immunotech Biological Products Co., Ltd.',
  百普赛斯: 'ACROBiosystems',
  百邑无忧: 'Baiyi Wuyou',
  恒瑞医药: 'Hengrui Pharmaceuticals',
  神州细胞: 'Sinocelltech',
  康龙化成: 'Pharmaron',
  北科建集团: 'BSD Group',
  北京亦城坤元投资管理有限公司: 'Beijing Yicheng Kunyuan Investment Management Co., Ltd.',
  北京人形机器人创新中心: 'Beijing Humanoid Robot Innovation Center',
  北京亦庄星箭科技产业发展有限公司: 'Beijing Yizhuang Xingjian Technology Industry Development Co., Ltd.',
  北京首发智慧物流有限公司: 'Beijing Shoufa Smart Logistics Co., Ltd.',
  经开区: 'Beijing E-Town',
  北京亦庄国际人才发展集团: 'Beijing Yizhuang International Talent Development Group',
  小米汽车: 'Xiaomi Auto',
  赛诺菲: 'Sanofi',
  智飞绿竹: 'Zhifei Lvzhu',
  国望光学: 'Guowang Optics',
}

/** English names of the published plots whose names hold Chinese. */
export const PARCEL_NAMES_EN: Readonly<Record<string, string>> = {
  'YZ00-0702街区N43M1-2': 'YZ00-0702 block, plot N43M1-2',
  '0302街区B11M2': 'Block 0302, plot B11M2',
  '0605街区C1-3-2-1': 'Block 0605, plot C1-3-2-1',
  '0605街区C1-3-2-2': 'Block 0605, plot C1-3-2-2',
  路东区B7: 'Ludong plot B7',
  旧宫东站2号地: 'Jiugong East Station plot 2',
  '3号地块': 'Plot 3',
  '5号地块': 'Plot 5',
}
