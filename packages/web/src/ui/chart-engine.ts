import { BarChart, LineChart } from 'echarts/charts'
import { GridComponent, MarkLineComponent, TooltipComponent } from 'echarts/components'
import { init, use } from 'echarts/core'
import { SVGRenderer } from 'echarts/renderers'

// SVG prints sharply and needs no second drawing for high-resolution screens.
use([BarChart, LineChart, GridComponent, TooltipComponent, MarkLineComponent, SVGRenderer])

export { init }
