//! A report that is written while files are still checked, so that its size is nobody's memory.

use std::io;

use crate::output::Outgoing;
use crate::report::{Counts, Format, Piece, Statistics, checkstyle, gitlab, json, junit, rdjson, sarif};
use crate::trouble::Trouble;

/// A report under way. The pieces come in the order of the paths and are written as they come; of JUnit's XML, which
/// begins with its numbers, nothing is written before the end.
#[derive(Debug)]
pub struct ReportStream<S> {
    format: Format,
    sink: S,
    counts: Counts,
    failures: usize,
    statistics: Option<Statistics>,
    has_begun: bool,
    has_said: bool,
    kept: Vec<Piece>,
    unwritten: io::Result<()>,
}

/// What a report says in numbers, once it is written.
#[derive(Debug)]
pub struct ReportEnd {
    /// All numbers.
    pub counts: Counts,
    /// How many findings make the check end with 1.
    pub failures: usize,
    /// The first that went wrong with the writing.
    pub result: io::Result<()>,
}

impl<S: FnMut(Outgoing, &str) -> io::Result<()>> ReportStream<S> {
    /// A report in `format`, with the numbers of each rule where they are asked for. `sink` writes what it is given.
    pub fn new(format: Format, with_statistics: bool, sink: S) -> Self {
        Self {
            format,
            sink,
            counts: Counts::default(),
            failures: 0,
            statistics: with_statistics.then(Statistics::default),
            has_begun: false,
            has_said: false,
            kept: Vec::new(),
            unwritten: Ok(()),
        }
    }

    /// Adds what is said of some more files.
    pub fn add(&mut self, pieces: Vec<Piece>) {
        let mut text = String::new();
        for piece in pieces {
            self.counts = [self.counts, piece.counts].into_iter().sum();
            self.failures += piece.failures;
            self.statistics.iter_mut().for_each(|all| all.join(&piece.statistics));
            if self.format == Format::Junit {
                self.kept.push(piece);
            } else if !piece.text.is_empty() {
                if self.has_said {
                    text.push_str(self.format.separator());
                }
                text.push_str(&piece.text);
                self.has_said = true;
            }
        }
        if !text.is_empty() {
            self.write(&text);
        }
    }

    /// Writes what is left, with what could not be read.
    pub fn end(mut self, troubles: &[Trouble]) -> ReportEnd {
        let statistics = self.statistics.take();
        let statistics = statistics.as_ref();
        let end = match self.format {
            Format::Human | Format::Github => statistics.map(Statistics::table).unwrap_or_default(),
            Format::Json => json::end(self.counts, statistics),
            Format::Jsonl => String::new(),
            Format::Sarif => sarif::end(troubles),
            Format::Rdjson => rdjson::END.to_owned(),
            Format::Junit => junit::whole(&self.kept, troubles),
            Format::Checkstyle => checkstyle::end(troubles),
            Format::Gitlab => gitlab::END.to_owned(),
        };
        self.write(&end);
        ReportEnd { counts: self.counts, failures: self.failures, result: self.unwritten }
    }

    /// Writes some more, with what the report begins with in front of the first. Behind an error nothing more comes.
    fn write(&mut self, text: &str) {
        if self.unwritten.is_err() {
            return;
        }
        let begin = if self.has_begun { String::new() } else { self.format.begin() };
        self.has_begun = true;
        self.unwritten = (self.sink)(self.format.written(), &(begin + text));
    }
}

impl Format {
    /// What stands in front of the pieces.
    fn begin(self) -> String {
        match self {
            Self::Human | Self::Github | Self::Junit | Self::Jsonl => String::new(),
            Self::Json => json::BEGIN.to_owned(),
            Self::Sarif => sarif::begin(),
            Self::Rdjson => rdjson::BEGIN.to_owned(),
            Self::Checkstyle => checkstyle::begin(),
            Self::Gitlab => gitlab::BEGIN.to_owned(),
        }
    }

    /// What stands between them.
    fn separator(self) -> &'static str {
        match self {
            Self::Human | Self::Github | Self::Junit | Self::Checkstyle | Self::Jsonl => "",
            Self::Json | Self::Sarif | Self::Rdjson | Self::Gitlab => ",",
        }
    }
}

#[cfg(test)]
pub mod tests {
    use super::*;

    /// All of a report.
    pub fn whole(format: Format, pieces: Vec<Piece>, troubles: &[Trouble]) -> String {
        let mut written = String::new();
        let mut report = ReportStream::new(format, false, |_, text: &str| {
            written.push_str(text);
            Ok(())
        });
        report.add(pieces);
        let _ = report.end(troubles);
        written
    }

    #[test]
    fn a_piece_is_written_when_it_comes_and_the_whole_is_one_document() {
        let mut written = Vec::new();
        let mut report = ReportStream::new(Format::Gitlab, false, |_, text: &str| {
            written.push(text.to_owned());
            Ok(())
        });
        let piece = |text: &str| Piece { text: text.to_owned(), ..Piece::default() };
        report.add(vec![piece("1"), piece("")]);
        report.add(vec![piece("")]);
        report.add(vec![piece(""), piece("2")]);
        let _ = report.end(&[]);
        assert_eq!(written, ["[1", ",2", "]\n"]);
    }

    #[test]
    fn behind_an_error_nothing_more_comes() {
        let mut n_tried = 0;
        let mut report = ReportStream::new(Format::Json, false, |_, _: &str| {
            n_tried += 1;
            Err(io::ErrorKind::StorageFull.into())
        });
        report.add(vec![Piece { text: "{}".to_owned(), ..Piece::default() }]);
        let result = report.end(&[]).result;
        assert_eq!(result.map_err(|error| error.kind()), Err(io::ErrorKind::StorageFull));
        assert_eq!(n_tried, 1);
    }
}
