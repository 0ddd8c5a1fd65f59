import type { MessageTable } from './message-table.ts'

export const parcelMessages = {
  'parcel.not-found': { zh: '没有这个地块', en: 'There is no such parcel' },
  'parcel.refused': { zh: '地块未保存', en: 'The parcel was not saved' },
  'parcel.no-name': { zh: '地块须有名称', en: 'A parcel needs a name' },
  'parcel.name-too-long': { zh: '地块名称过长：{name}', en: 'The parcel’s name is too long: {name}' },
  'parcel.name-taken': { zh: '名称「{name}」已属于地块「{owner}」', en: 'The name "{name}" belongs to the parcel "{owner}"' },
  'parcel.named-twice': {
    zh: '同一地块在本次数据中出现多次（{name}）',
    en: 'The same parcel stands more than once in these rows ({name})',
  },
  'parcel.cadastral-code-form': {
    zh: '不动产单元号「{code}」格式不符（GB/T 37346-2019）',
    en: '"{code}" is not in the form of a real-estate unit code (GB/T 37346-2019)',
  },
  'parcel.cadastral-code-taken': {
    zh: '不动产单元号「{code}」已属于地块「{owner}」',
    en: 'The real-estate unit code "{code}" belongs to the parcel "{owner}"',
  },
  'parcel.not-in-range': { zh: '「{text}」不是有效的数值', en: '"{text}" is not a value that this field can hold' },
  'parcel.unknown-code': { zh: '代码表中没有「{text}」', en: 'The code list has no "{text}"' },
  'parcel.geometry-unreadable': { zh: '图形不是可识别的 GeoJSON', en: 'The geometry is not GeoJSON that can be read' },
  'parcel.geometry-of-parcel': { zh: '地块应为面（Polygon），而不是 {type}', en: 'A parcel is an area (Polygon), not a {type}' },
  'parcel.geometry-of-corridor': {
    zh: '线性走廊应为线（LineString），而不是 {type}',
    en: 'A corridor is a line (LineString), not a {type}',
  },
  'parcel.geometry-too-detailed': {
    zh: '图形有 {points} 个点，最多 {most} 个',
    en: 'The geometry has {points} points; at most {most} are kept',
  },
  'parcel.outside-zone': {
    zh: '坐标 {lng}, {lat} 不在本区范围内（应为 CGCS2000 经度、纬度）',
    en: 'The position {lng}, {lat} is outside the zone (expected: longitude, latitude in CGCS2000)',
  },
  'parcel.line-too-short': { zh: '第 {line} 条线少于两个点', en: 'Line {line} has fewer than two points' },
  'parcel.ring-too-short': { zh: '第 {ring} 个环少于四个点', en: 'Ring {ring} has fewer than four points' },
  'parcel.ring-open': { zh: '第 {ring} 个环没有闭合', en: 'Ring {ring} is not closed' },
  'parcel.ring-crosses-itself': { zh: '第 {ring} 个环在 {lng}, {lat} 附近自相交', en: 'Ring {ring} crosses itself near {lng}, {lat}' },
  'parcel.ring-without-area': { zh: '第 {ring} 个环没有面积', en: 'Ring {ring} has no area' },
  'parcel.hole-outside': { zh: '第 {ring} 个环（孔）不在外环之内', en: 'Ring {ring} (a hole) does not lie inside the outer ring' },
  'parcel.parts-overlap': { zh: '第 {part} 部分与前面的部分重叠', en: 'Part {part} overlaps an earlier part' },
  'parcel.area-differs': {
    zh: '图形面积 {computed} 平方米与公布面积 {official} 平方米相差 {percent}%',
    en: 'The computed area {computed} m² differs from the official {official} m² by {percent} %',
  },
  'parcel.overlaps': { zh: '与地块「{other}」重叠 {areaM2} 平方米', en: 'It overlaps the parcel "{other}" by {areaM2} m²' },
  'parcel.in-use': { zh: '地块仍被使用，不能删除', en: 'The parcel is in use and cannot be deleted' },
  'parcel.used-by-project': { zh: '项目「{project}」使用此地块', en: 'The project "{project}" uses this parcel' },
  'parcel.used-by-plan': { zh: '计划「{plan}」有金额落在此地块', en: 'The plan "{plan}" puts amounts on this parcel' },
  'parcel.tile-not-found': { zh: '没有这个瓦片', en: 'There is no such tile' },
  'area.not-a-number': { zh: '「{text}」不是面积', en: '"{text}" is not an area' },
  'area.not-a-ring': { zh: '范围不是有效的多边形', en: 'The area is not a valid polygon' },
  'zone.unknown-projection': {
    zh: '不支持投影 EPSG:{epsg}（应为 4534–4554）',
    en: 'The projection EPSG:{epsg} is not supported (4534–4554 are)',
  },
} satisfies MessageTable
