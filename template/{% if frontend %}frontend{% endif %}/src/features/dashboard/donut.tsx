"use client";

import { Pie, PieChart } from "recharts";

type DonutProps = { parts: { count: number; color: string }[] };

const SIZE = 160;

/** How large the parts of a whole are. The figures stand in a table beside it. */
export function Donut({ parts }: DonutProps) {
  const data = parts.filter(({ count }) => count > 0);
  return (
    <PieChart width={SIZE} height={SIZE} accessibilityLayer={false}>
      <Pie
        data={data.map(({ count, color }) => ({ count, fill: color }))}
        dataKey="count"
        innerRadius="72%"
        outerRadius="100%"
        paddingAngle={data.length > 1 ? 2 : 0}
        cornerRadius={3}
        startAngle={90}
        endAngle={-270}
        stroke="none"
        fillOpacity={0.8}
        isAnimationActive={false}
        rootTabIndex={-1}
      />
    </PieChart>
  );
}
