//! A screen as a picture: what tmux captures with its colours, drawn as SVG.
//!
//! `ASKHOW_PICTURES=FOLDER` in the environment writes the pictures of the tests there; without it none is.

use std::fmt::Write;

/// The colours of a cell, and how it is dressed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Dress {
    ink: Option<String>,
    ground: Option<String>,
    bold: bool,
    italic: bool,
    underlined: bool,
    reversed: bool,
}

const WIDTH: f32 = 8.4;
const HEIGHT: f32 = 18.0;
const INK: &str = "#d8dee9";
const GROUND: &str = "#20242c";
const NAMED: [&str; 16] = [
    "#3b4252", "#bf616a", "#a3be8c", "#ebcb8b", "#81a1c1", "#b48ead", "#88c0d0", "#e5e9f0", "#616e88",
    "#d08770", "#b4d29a", "#f0d399", "#8fb3d9", "#c9a5c4", "#9fd3df", "#ffffff",
];

/// Draws a capture of `columns` columns; lines that are empty at its end are left out.
pub fn svg(capture: &str, columns: usize) -> String {
    let lines: Vec<&str> = capture.trim_end().lines().collect();
    let (width, height) = (columns as f32 * WIDTH + 24.0, lines.len() as f32 * HEIGHT + 24.0);
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width:.0} {height:.0}\" \
         font-family=\"DejaVu Sans Mono, Menlo, Consolas, monospace\" font-size=\"14\">\n\
         <rect width=\"100%\" height=\"100%\" rx=\"8\" fill=\"{GROUND}\"/>\n"
    );
    let mut dress = Dress::default();
    for (row, line) in lines.iter().enumerate() {
        let top = row as f32 * HEIGHT + 12.0;
        let mut column = 0;
        for (text, worn) in runs(line, &mut dress) {
            let n_cells: usize = text.chars().map(cells).sum();
            draw(&mut out, &text, &worn, (column as f32 * WIDTH + 12.0, top), n_cells as f32 * WIDTH);
            column += n_cells;
        }
    }
    out + "</svg>\n"
}

fn draw(out: &mut String, text: &str, dress: &Dress, (left, top): (f32, f32), width: f32) {
    let ink = dress.ink.as_deref().unwrap_or(INK);
    let ground = dress.ground.as_deref().unwrap_or(GROUND);
    let (ink, ground) = if dress.reversed { (ground, ink) } else { (ink, ground) };
    if ground != GROUND {
        let _ = writeln!(
            out,
            "<rect x=\"{left:.1}\" y=\"{top:.1}\" width=\"{width:.1}\" height=\"{HEIGHT}\" fill=\"{ground}\"/>"
        );
    }
    if text.trim().is_empty() {
        return;
    }
    let bold = if dress.bold { " font-weight=\"bold\"" } else { "" };
    let italic = if dress.italic { " font-style=\"italic\"" } else { "" };
    let underline = if dress.underlined { " text-decoration=\"underline\"" } else { "" };
    let escaped = text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    // The length is given, so that a font with other widths keeps the columns.
    let _ = writeln!(
        out,
        "<text x=\"{left:.1}\" y=\"{:.1}\" textLength=\"{width:.1}\" fill=\"{ink}\"{bold}{italic}{underline} \
         xml:space=\"preserve\">{escaped}</text>",
        top + 14.0
    );
}

/// The line in pieces of one dress each; `dress` is the one at its start, and then that at its end.
fn runs(line: &str, dress: &mut Dress) -> Vec<(String, Dress)> {
    let mut runs: Vec<(String, Dress)> = Vec::new();
    let mut rest = line;
    while let Some(next) = rest.chars().next() {
        if let Some((codes, behind)) = rest.strip_prefix("\u{1b}[").and_then(|it| it.split_once('m')) {
            change(dress, codes);
            rest = behind;
            continue;
        }
        rest = &rest[next.len_utf8()..];
        match runs.last_mut() {
            Some((text, worn)) if worn == dress => text.push(next),
            _ => runs.push((next.into(), dress.clone())),
        }
    }
    runs
}

/// Heeds the codes of one escape sequence.
fn change(dress: &mut Dress, codes: &str) {
    let mut codes = codes.split([';', ':']).map(|code| code.parse::<usize>().unwrap_or(0));
    while let Some(code) = codes.next() {
        match code {
            0 => *dress = Dress::default(),
            1 => dress.bold = true,
            3 => dress.italic = true,
            4 => dress.underlined = true,
            7 => dress.reversed = true,
            22 => dress.bold = false,
            23 => dress.italic = false,
            24 => dress.underlined = false,
            27 => dress.reversed = false,
            30..=37 => dress.ink = Some(NAMED[code - 30].into()),
            90..=97 => dress.ink = Some(NAMED[code - 82].into()),
            40..=47 => dress.ground = Some(NAMED[code - 40].into()),
            100..=107 => dress.ground = Some(NAMED[code - 92].into()),
            38 => dress.ink = long_colour(&mut codes),
            48 => dress.ground = long_colour(&mut codes),
            58 => drop(long_colour(&mut codes)),
            39 => dress.ink = None,
            49 => dress.ground = None,
            _ => {}
        }
    }
}

/// `5;N` of 256, or `2;R;G;B`.
fn long_colour(codes: &mut impl Iterator<Item = usize>) -> Option<String> {
    let rgb = match codes.next()? {
        2 => [codes.next()?, codes.next()?, codes.next()?],
        _ => match codes.next()? {
            n @ 0..16 => return Some(NAMED[n].into()),
            n @ 16..232 => [(n - 16) / 36, (n - 16) / 6 % 6, (n - 16) % 6]
                .map(|it| if it == 0 { 0 } else { it * 40 + 55 }),
            n => [(n.min(255) - 232) * 10 + 8; 3],
        },
    };
    Some(format!("#{:02x}{:02x}{:02x}", rgb[0], rgb[1], rgb[2]))
}

/// How many columns a character takes; emoji and wide scripts two.
fn cells(it: char) -> usize {
    match it as u32 {
        0x300..=0x36f | 0x200b..=0x200f | 0xfe00..=0xfe0f => 0,
        0x1100..=0x115f | 0x2e80..=0xa4cf | 0xac00..=0xd7a3 | 0xff00..=0xff60 | 0x1f300..=0x1faff => 2,
        _ => 1,
    }
}

#[test]
fn colours_become_pieces() {
    let drawn = svg("\u{1b}[1;31mWhy\u{1b}[0m <did>\u{1b}[48;5;196m \u{1b}[38;2;1;2;3mx\n\n", 12);
    assert!(
        drawn.contains("fill=\"#bf616a\" font-weight=\"bold\" xml:space=\"preserve\">Why</text>"),
        "{drawn}"
    );
    assert!(drawn.contains("&lt;did&gt;</text>"), "{drawn}");
    assert!(drawn.contains("width=\"8.4\" height=\"18\" fill=\"#ff0000\"/>"), "{drawn}");
    assert!(drawn.contains("fill=\"#010203\""), "{drawn}");
    assert!(drawn.contains("viewBox=\"0 0 125 42\""), "{drawn}");
}
