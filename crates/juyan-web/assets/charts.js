// Draws a chart of the table that stands behind it. What is drawn is in the table, so nobody who has no script misses anything.
"use strict";
(function () {
  var style = getComputedStyle(document.documentElement);
  function colour(name) { return style.getPropertyValue(name).trim(); }
  // Told apart by their dashes too, for those who print without colours.
  var COLOURS = ["#0b5394", "#8a6200", "#1f7a4d", "#7b3f98", "#b3242a", "#4a5560", "#a0522d", "#00707a"];
  var DASHES = ["solid", "dashed", "dotted"];

  function number(cell) { return cell && cell.dataset.v ? Number(cell.dataset.v) : null; }
  function cells(row, kind) { return Array.prototype.slice.call(row.querySelectorAll(kind)); }

  function line(name, data, at) {
    return {
      name: name, type: "line", data: data, connectNulls: true, symbol: at % 2 ? "circle" : "rect", symbolSize: 5,
      lineStyle: { width: 2, type: DASHES[at % DASHES.length] }, color: COLOURS[at % COLOURS.length], animation: false
    };
  }

  function base(unit) {
    return {
      animation: false,
      aria: { enabled: false },
      textStyle: { fontFamily: getComputedStyle(document.body).fontFamily, color: colour("--ink") },
      legend: { type: "plain", top: 0, itemGap: 14, textStyle: { fontSize: 12 } },
      grid: { left: 8, right: 24, top: 58, bottom: 6, containLabel: true },
      yAxis: { type: "value", name: unit, nameGap: 8, nameTextStyle: { align: "left" }, splitLine: { lineStyle: { color: colour("--line") } } }
    };
  }

  var KINDS = {
    // A line for each row; below it the line of time, straight from nothing to all of the year.
    progress: function (table, section) {
      var year = section.dataset.year, option = base("%");
      var days = cells(table.tHead.rows[0], "th").slice(1).map(function (head) { return head.dataset.day; });
      option.xAxis = { type: "time", min: year + "-01-01", max: year + "-12-31", axisLabel: { formatter: "{MM}", hideOverlap: true } };
      option.series = Array.prototype.map.call(table.tBodies[0].rows, function (row, at) {
        var told = cells(row, "td").map(function (cell, month) { return [days[month], number(cell)]; });
        return line(row.cells[0].textContent, told.filter(function (one) { return one[1] !== null; }), at);
      });
      option.series.push({
        name: section.dataset.time, type: "line", symbol: "none", color: colour("--soft"), lineStyle: { width: 1, type: "dashed" },
        data: [[year + "-01-01", 0], [year + "-12-31", 100]], animation: false
      });
      return option;
    },
    // A line for each year; the plan and what the year may come to at its end.
    series: function (table, section) {
      var option = base(section.dataset.unit), months = [];
      for (var month = 1; month <= 12; month++) { months.push(String(month)); }
      option.xAxis = { type: "category", data: months, boundaryGap: false };
      var years = cells(table.tHead.rows[0], "th").slice(1).map(function (head) { return head.textContent; });
      option.series = years.map(function (year, at) {
        return line(year, months.map(function () { return null; }), at);
      });
      var ends = {};
      Array.prototype.forEach.call(table.tBodies[0].rows, function (row) {
        var kind = row.dataset.kind;
        cells(row, "td").forEach(function (cell, at) {
          var value = number(cell);
          if (row.dataset.month) {
            option.series[at].data[Number(row.dataset.month) - 1] = value;
          } else if (kind && value !== null) {
            ends[kind] = { name: row.cells[0].textContent + " " + years[at], value: value, year: at };
          }
        });
      });
      return ended(option, ends);
    }
  };

  // The plan as a mark at the end of the year, what it may come to as a line from where it stands, and its band.
  function ended(option, ends) {
    if (ends.plan) {
      option.series.push({
        name: ends.plan.name, type: "line", data: to(null, 0, ends.plan.value), symbol: "diamond", symbolSize: 12, lineStyle: { width: 0 },
        color: colour("--ink"), animation: false
      });
    }
    if (!ends.forecast) { return option; }
    var own = option.series[ends.forecast.year].data, last = 0;
    own.forEach(function (value, month) { if (value !== null) { last = month; } });
    var drawn = {
      type: "line", connectNulls: true, symbol: "none", color: "#d99a00", lineStyle: { width: 1, type: "dashed" }, animation: false
    };
    option.series.push(Object.assign({}, drawn, {
      name: ends.forecast.name, data: to(own[last], last, ends.forecast.value), symbol: "triangle", symbolSize: 9
    }));
    if (ends.low && ends.high) {
      option.series.push(Object.assign({}, drawn, { name: ends.low.name, data: to(own[last], last, ends.low.value), stack: "band" }));
      option.series.push(Object.assign({}, drawn, {
        name: ends.high.name, data: to(0, last, ends.high.value - ends.low.value), stack: "band", areaStyle: { opacity: 0.18 }
      }));
    }
    return option;
  }

  // From a value in a month to one at the end of the year, straight.
  function to(from, month, value) {
    var data = new Array(12).fill(null), steps = 11 - month;
    data[11] = value;
    for (var step = 0; from !== null && step < steps; step++) { data[month + step] = from + (value - from) * step / steps; }
    return data;
  }

  // Those that are drawn, each with its place: a page that is fresh has other places.
  var charts = [];

  // What the padding leaves.
  function width(place) {
    var own = getComputedStyle(place);
    return place.clientWidth - parseFloat(own.paddingLeft) - parseFloat(own.paddingRight);
  }

  // The names of the lines stand above them, in as many rows as they need: below them the lines begin, and the chart is so much higher.
  function fitted(option, wide) {
    var rows = 1, used = 0;
    option.series.forEach(function (one) {
      var letters = Array.prototype.reduce.call(one.name, function (sum, letter) { return sum + (letter > "\u2e80" ? 12 : 7); }, 0);
      var own = 25 + 5 + letters + 14;
      if (used > 0 && used + own > wide) { rows += 1; used = 0; }
      used += own;
    });
    return { top: 34 + 24 * rows, height: 276 + 24 * rows };
  }

  function size(drawn) {
    var wide = width(drawn.place), room = fitted(drawn.option, wide);
    drawn.chart.resize({ width: wide, height: room.height });
    drawn.chart.setOption({ grid: { top: room.top } });
  }

  function draw() {
    if (!window.echarts) { return; }
    charts = charts.filter(function (drawn) {
      var stands = document.contains(drawn.place);
      if (!stands) { drawn.chart.dispose(); }
      return stands;
    });
    Array.prototype.forEach.call(document.querySelectorAll("section[data-chart]"), function (section) {
      var place = section.querySelector(".drawn"), table = section.querySelector("table"), kind = KINDS[section.dataset.chart];
      if (!place || !table || !kind || place.firstChild) { return; }
      place.hidden = false;
      var chart = window.echarts.init(place, null, { renderer: "svg", width: width(place), height: 300 });
      var option = kind(table, section), drawn = { place: place, chart: chart, option: option };
      chart.setOption(option);
      size(drawn);
      charts.push(drawn);
    });
  }

  window.addEventListener("resize", function () {
    charts.forEach(size);
  });
  document.addEventListener("juyan-fresh", draw);
  draw();
})();
