package dev.martlet.bench.report;

import java.awt.Color;
import java.awt.Dimension;
import java.awt.Font;
import java.awt.geom.Rectangle2D;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.apache.batik.svggen.SVGGraphics2D;
import org.jfree.chart.ChartFactory;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.LogAxis;
import org.jfree.chart.plot.PlotOrientation;
import org.jfree.chart.renderer.category.BarRenderer;
import org.jfree.chart.renderer.category.StandardBarPainter;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.chart.text.TextUtils;
import org.jfree.data.category.DefaultCategoryDataset;
import org.jfree.data.xy.XYSeries;
import org.jfree.data.xy.XYSeriesCollection;
import org.w3c.dom.Document;

/** Charts as SVG text. */
public final class Plot {
    private static final int WIDTH = 760;
    private static final int BAR_HEIGHT = 26;
    private static final int FRAME_HEIGHT = 110;
    private static final int LINES_HEIGHT = 380;
    private static final int TITLE_SIZE = 15;
    private static final String SVG = "http://www.w3.org/2000/svg";

    static {
        // Otherwise rotated labels are drawn as outlines instead of text.
        TextUtils.setUseDrawRotatedStringWorkaround(false);
    }

    private Plot() {}

    /** @param parts the name of each part of a bar, with its value for each bar: stacked horizontal bars */
    public static String bars(String title, String unit, List<String> bars, Map<String, List<Double>> parts) {
        var data = new DefaultCategoryDataset();
        parts.forEach((part, values) -> {
            for (int bar = 0; bar < bars.size(); bar++) {
                data.addValue(values.get(bar), part, bars.get(bar));
            }
        });
        JFreeChart chart = ChartFactory.createStackedBarChart(title, null, unit, data, PlotOrientation.HORIZONTAL, parts.size() > 1, false, false);
        var renderer = (BarRenderer) chart.getCategoryPlot().getRenderer();
        renderer.setBarPainter(new StandardBarPainter());
        renderer.setShadowVisible(false);
        chart.getCategoryPlot().setBackgroundPaint(Color.WHITE);
        chart.getCategoryPlot().setRangeGridlinePaint(Color.LIGHT_GRAY);
        return svg(chart, FRAME_HEIGHT + BAR_HEIGHT * bars.size());
    }

    /** @param lines the name of each line, with its points (x, y) */
    public static String lines(String title, String xLabel, String yLabel, boolean logarithmicX, Map<String, List<Point>> lines) {
        var data = new XYSeriesCollection();
        lines.forEach((name, points) -> {
            var series = new XYSeries(name);
            points.forEach(point -> series.add(point.x(), point.y()));
            data.addSeries(series);
        });
        JFreeChart chart = ChartFactory.createXYLineChart(title, xLabel, yLabel, data, PlotOrientation.VERTICAL, lines.size() > 1, false, false);
        var plot = chart.getXYPlot();
        plot.setRenderer(new XYLineAndShapeRenderer(true, true));
        plot.setBackgroundPaint(Color.WHITE);
        plot.setDomainGridlinePaint(Color.LIGHT_GRAY);
        plot.setRangeGridlinePaint(Color.LIGHT_GRAY);
        if (logarithmicX) {
            plot.setDomainAxis(new LogAxis(xLabel));
        }
        return svg(chart, LINES_HEIGHT);
    }

    /** One point of a line. */
    public record Point(double x, double y) {}

    private static String svg(JFreeChart chart, int height) {
        chart.setBackgroundPaint(Color.WHITE);
        chart.getTitle().setFont(new Font(Font.SANS_SERIF, Font.BOLD, TITLE_SIZE));
        var graphics = new SVGGraphics2D(document());
        graphics.setSVGCanvasSize(new Dimension(WIDTH, height));
        chart.draw(graphics, new Rectangle2D.Double(0, 0, WIDTH, height));
        var text = new StringWriter();
        try {
            graphics.stream(text, true);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        return text.toString();
    }

    private static Document document() {
        try {
            return DocumentBuilderFactory.newNSInstance().newDocumentBuilder().getDOMImplementation().createDocument(SVG, "svg", null);
        } catch (ParserConfigurationException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
