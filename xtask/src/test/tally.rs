//! Counts tests from what the test runners print. A run that fails without a failed test in it is an error.

use std::process::Command;

use anyhow::{Result, bail};

use crate::process::tee;

/// How many tests did what.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Tally {
    /// Did what they say.
    pub passed: u64,
    /// Did not.
    pub failed: u64,
    /// Were not run.
    pub skipped: u64,
}

impl Tally {
    /// Runs `command` with its output streamed, and counts its tests.
    ///
    /// # Errors
    /// When it cannot start, or fails otherwise than by a test.
    pub fn of(command: &mut Command) -> Result<Self> {
        let (status, text) = tee(command)?;
        let tally = Self::read(&text);
        if !status.success() && tally.failed == 0 {
            bail!("the test runner ended with {status}");
        }
        Ok(tally)
    }

    /// One test, by whether it went well.
    pub fn one(passed: bool) -> Self {
        Self { passed: passed.into(), failed: (!passed).into(), skipped: 0 }
    }

    /// Adds the counts of `other`.
    pub fn add(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
        self.skipped += other.skipped;
    }

    /// Reads the closing lines of cargo test, cargo nextest, wasm-bindgen's runner and Playwright.
    fn read(text: &str) -> Self {
        let mut tally = Self::default();
        // Nextest repeats what a failed test printed: a closing line of that test alone.
        let by_nextest = text.lines().any(|line| line.trim().starts_with("Summary ["));
        for line in text.lines().map(str::trim) {
            let cargo = line.starts_with("test result:") && !by_nextest;
            let nextest = line.starts_with("Summary [");
            if cargo || nextest || is_playwright(line) {
                let words: Vec<&str> = line.split([' ', ',', ';', '(']).filter(|word| !word.is_empty()).collect();
                for pair in words.windows(2) {
                    if let Ok(count) = pair[0].parse::<u64>() {
                        match pair[1] {
                            "passed" | "flaky" => tally.passed += count,
                            "failed" | "timed" | "interrupted" => tally.failed += count,
                            "ignored" | "skipped" | "did" => tally.skipped += count,
                            _ => {}
                        }
                    }
                }
            }
        }
        tally
    }
}

/// Such as `12 passed (3.4s)`; a flaky test passed at its second try, and Playwright names it.
fn is_playwright(line: &str) -> bool {
    let mut words = line.split(' ');
    let count = words.next().is_some_and(|word| word.parse::<u64>().is_ok());
    let verdict = words.next().unwrap_or_default();
    let end = words.next();
    count
        && match verdict {
            "passed" => end.is_none_or(|end| end.starts_with('(')),
            "failed" | "flaky" | "skipped" | "interrupted" => end.is_none(),
            "did" => end == Some("not"),
            _ => false,
        }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tally(passed: u64, failed: u64, skipped: u64) -> Tally {
        Tally { passed, failed, skipped }
    }

    #[test]
    fn the_closing_lines_of_each_runner_are_counted() {
        let cargo = "test a ... ok\ntest result: ok. 7 passed; 1 failed; 2 ignored; 0 measured; 3 filtered out\n";
        assert_eq!(Tally::read(cargo), tally(7, 1, 2));
        let nextest = "    test result: FAILED. 0 passed; 1 failed; 0 ignored\n     Summary [   0.412s] 12 tests run: 11 passed (1 slow), 1 failed, 3 skipped\n";
        assert_eq!(Tally::read(nextest), tally(11, 1, 3));
        let playwright =
            "Running 9 tests\n  1 failed\n    [chromium] › a.spec.ts\n  1 flaky\n  2 skipped\n  5 passed (3.1s)\n";
        assert_eq!(Tally::read(playwright), tally(6, 1, 2));
    }

    #[test]
    fn other_lines_are_not_counted() {
        assert_eq!(Tally::read("3 failed attempts were made\nok 4 passed\n"), Tally::default());
    }
}
