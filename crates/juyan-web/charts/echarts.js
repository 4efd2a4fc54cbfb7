// What the workspace uses of Apache ECharts; `npm ci && npm run make` makes ../assets/echarts.js of it.
export { init, use } from "echarts/core";
import { use } from "echarts/core";
import { LineChart } from "echarts/charts";
import { GridComponent, LegendComponent } from "echarts/components";
import { SVGRenderer } from "echarts/renderers";
use([LineChart, GridComponent, LegendComponent, SVGRenderer]);
