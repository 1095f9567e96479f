//! What a check costs against how much there is of something, drawn.

use std::fmt::Write;
use std::path::Path;
use std::process::Command;

use askhow_bench::Result;
use askhow_bench::talk::part;

use crate::Programs;
use crate::batch::run;

/// What is counted along the bottom of a panel, and what was measured: how many, and milliseconds.
#[derive(Debug)]
struct Curve {
    title: &'static str,
    along: &'static str,
    points: Vec<(usize, f64)>,
}

/// Each point is the median of so many runs.
const ROUNDS: usize = 5;

/// A review of this many bytes is what the other curves keep.
const KEPT: usize = 1_000_000;

/// Measures all curves and draws them into `file`.
pub fn draw(programs: &Programs, file: &Path) -> Result<()> {
    let curves = [by_size(programs)?, by_findings(programs)?, by_rules(programs)?, by_files(programs)?];
    for curve in &curves {
        println!("{}, {}: {:?}", curve.title, curve.along, curve.points);
    }
    std::fs::write(file, svg(&curves))?;
    Ok(())
}

fn by_size(programs: &Programs) -> Result<Curve> {
    let mut points = Vec::new();
    for bytes in [1_000, 3_000, 10_000, 30_000, 100_000, 300_000, 1_000_000, 3_000_000, 10_000_000] {
        let folder = tempfile::tempdir()?;
        std::fs::write(folder.path().join("review.md"), askhow_bench::review(bytes))?;
        points.push((bytes, check(programs, folder.path())?));
    }
    Ok(Curve { title: "One review", along: "bytes", points })
}

fn by_findings(programs: &Programs) -> Result<Curve> {
    const PLAIN: &str = "Ana looked at the queue and at the one behind it.\n\n";
    const LOADED: &str = "Why did the queue stop while the other one went on?\n\n";
    let paragraphs = KEPT / PLAIN.len();
    let mut points = Vec::new();
    for findings in [1, 10, 100, 1_000, 10_000] {
        let every = paragraphs / findings;
        let mut text = "# Outage of 2024-03-01\n\n## Contributors\n\n".to_owned();
        text.extend((1..=paragraphs).map(|n| if n % every == 0 { LOADED } else { PLAIN }));
        let folder = tempfile::tempdir()?;
        std::fs::write(folder.path().join("review.md"), text)?;
        points.push((findings, check(programs, folder.path())?));
    }
    Ok(Curve { title: "One review of 1 MB", along: "findings", points })
}

fn by_rules(programs: &Programs) -> Result<Curve> {
    let listed = Command::new(&programs.ours).args(["rules", "--format", "json"]).output()?;
    let listed: serde_json::Value = serde_json::from_slice(&listed.stdout)?;
    let rules = listed.pointer("/rules").or(Some(&listed)).and_then(|it| it.as_array()).ok_or("no rules")?;
    let rules: Vec<&str> =
        rules.iter().filter_map(|rule| rule.get("rule").or(rule.get("id"))?.as_str()).collect();
    let folder = tempfile::tempdir()?;
    std::fs::write(folder.path().join("review.md"), askhow_bench::review(KEPT))?;
    let mut points = Vec::new();
    for on in [1, 2, 4, 8, 16, 32, rules.len()] {
        let off = rules.iter().skip(on).map(|rule| format!("\"{rule}\" = \"off\"\n"));
        std::fs::write(folder.path().join("askhow.toml"), format!("[rules]\n{}", off.collect::<String>()))?;
        points.push((on, check(programs, folder.path())?));
    }
    Ok(Curve { title: "One review of 1 MB", along: "rules that are on", points })
}

fn by_files(programs: &Programs) -> Result<Curve> {
    let mut points = Vec::new();
    for files in [1, 10, 100, 1_000, 10_000] {
        let folder = tempfile::tempdir()?;
        for n in 0..files {
            std::fs::write(folder.path().join(format!("{n}.md")), askhow_bench::review(4_950 + n % 100))?;
        }
        points.push((files, check(programs, folder.path())?));
    }
    Ok(Curve { title: "Reviews of 5 KB", along: "files", points })
}

/// Milliseconds of a check of a folder, the whole process.
fn check(programs: &Programs, folder: &Path) -> Result<f64> {
    let mut took = Vec::new();
    for _ in 0..ROUNDS {
        took.push(run(Command::new(&programs.ours).args(["check", "."]).current_dir(folder))?);
    }
    Ok(part(&mut took, 0.5))
}

const PANEL: (f64, f64) = (420.0, 300.0);
const MARGIN: (f64, f64) = (64.0, 48.0);

/// Four panels, both of whose axes are logarithmic: what grows with its number is a straight line at 45 degrees.
fn svg(curves: &[Curve]) -> String {
    let (width, height) = (2.0 * PANEL.0, 2.0 * PANEL.1);
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" font-family=\"sans-serif\" \
         font-size=\"13\" role=\"img\">\n<title>What a check costs, in milliseconds</title>\n\
         <rect width=\"{width}\" height=\"{height}\" fill=\"#fff\"/>\n"
    );
    for (n, curve) in curves.iter().enumerate() {
        let corner = (PANEL.0 * (n % 2) as f64, PANEL.1 * (n / 2) as f64);
        panel(&mut out, curve, corner);
    }
    out + "</svg>\n"
}

fn panel(out: &mut String, curve: &Curve, corner: (f64, f64)) {
    let decades = |values: &mut dyn Iterator<Item = f64>| {
        let (low, high) = values.fold((f64::MAX, f64::MIN), |(low, high), it| (low.min(it), high.max(it)));
        (low.log10().floor(), high.log10().ceil())
    };
    let (left, right) = decades(&mut curve.points.iter().map(|(count, _)| *count as f64));
    let (bottom, top) = decades(&mut curve.points.iter().map(|(_, took)| *took));
    let (right, top) = (right.max(left + 1.0), top.max(bottom + 1.0));
    let place = |count: f64, took: f64| {
        let across = (count.log10() - left) / (right - left);
        let up = (took.log10() - bottom) / (top - bottom);
        let x = corner.0 + MARGIN.0 + across * (PANEL.0 - 1.5 * MARGIN.0);
        (x, corner.1 + PANEL.1 - MARGIN.1 - up * (PANEL.1 - 2.0 * MARGIN.1))
    };
    let mut line = |from: (f64, f64), to: (f64, f64)| {
        let _ = writeln!(
            out,
            "<path d=\"M{:.1} {:.1}L{:.1} {:.1}\" stroke=\"#ddd\"/>",
            from.0, from.1, to.0, to.1
        );
    };
    let across: Vec<i32> = (left as i32..=right as i32).collect();
    let up: Vec<i32> = (bottom as i32..=top as i32).collect();
    let (start, end) = (10_f64.powf(left), 10_f64.powf(right));
    let (least, most) = (10_f64.powf(bottom), 10_f64.powf(top));
    across.iter().for_each(|at| line(place(10_f64.powi(*at), least), place(10_f64.powi(*at), most)));
    up.iter().for_each(|at| line(place(start, 10_f64.powi(*at)), place(end, 10_f64.powi(*at))));
    let mut text = |(x, y): (f64, f64), anchor: &str, said: &str| {
        let _ = writeln!(out, "<text x=\"{x:.1}\" y=\"{y:.1}\" text-anchor=\"{anchor}\">{said}</text>");
    };
    for at in across {
        let (x, y) = place(10_f64.powi(at), least);
        text((x, y + 16.0), "middle", &short(at));
    }
    for at in up {
        let (x, y) = place(start, 10_f64.powi(at));
        text((x - 6.0, y + 4.0), "end", &format!("{} ms", short(at)));
    }
    let middle = corner.0 + (PANEL.0 + MARGIN.0) / 2.0;
    text((middle, corner.1 + 28.0), "middle", &format!("{}: time against {}", curve.title, curve.along));
    let places: Vec<(f64, f64)> =
        curve.points.iter().map(|(count, took)| place(*count as f64, *took)).collect();
    let path: Vec<String> = places.iter().map(|(x, y)| format!("{x:.1},{y:.1}")).collect();
    let _ = writeln!(
        out,
        "<polyline points=\"{}\" fill=\"none\" stroke=\"#0a6b5e\" stroke-width=\"2\"/>",
        path.join(" ")
    );
    for (x, y) in places {
        let _ = writeln!(out, "<circle cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"3\" fill=\"#0a6b5e\"/>");
    }
}

/// A power of ten, in letters.
fn short(power: i32) -> String {
    match power {
        ..0 => format!("{}", 10_f64.powi(power)),
        0..3 => format!("{}", 10_u32.pow(power.unsigned_abs())),
        3..6 => format!("{}k", 10_u32.pow(power.unsigned_abs() - 3)),
        _ => format!("{}M", 10_u32.pow(power.unsigned_abs() - 6)),
    }
}
