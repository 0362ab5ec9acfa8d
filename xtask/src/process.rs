//! Runs other programs: streamed, captured or in the background. Knows nothing of what they do.

use std::ffi::OsStr;
use std::io::{BufRead, BufReader, ErrorKind, Read, Write};
use std::panic::resume_unwind;
use std::path::PathBuf;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::{env, thread};

use anyhow::{Result, anyhow, bail};

/// Says what happens now, on stderr.
pub fn step(text: &str) {
    eprintln!("• {text}");
}

/// Cargo itself, for a nested call.
pub fn cargo() -> Command {
    Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
}

/// Runs `command` with its output streamed.
///
/// # Errors
/// When it cannot start or answers anything but success.
pub fn execute(command: &mut Command) -> Result<()> {
    let status = command.status().map_err(|error| cannot_start(command, &error))?;
    if !status.success() {
        bail!("{} ended with {status}", command_line(command));
    }
    Ok(())
}

/// Runs `command` without showing its output, and returns its stdout.
///
/// # Errors
/// As [`execute`]; the message holds what the command wrote to stderr.
pub fn output(command: &mut Command) -> Result<String> {
    let output = command.output().map_err(|error| cannot_start(command, &error))?;
    if !output.status.success() {
        let stderr = String::from_utf8_lossy(&output.stderr);
        bail!("{} ended with {}\n{}", command_line(command), output.status, stderr.trim_end());
    }
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

/// Runs `command` with its output streamed to stderr and kept, colours removed from what is kept.
///
/// # Errors
/// When it cannot start; a failure is in the answer's status.
pub fn tee(command: &mut Command) -> Result<(ExitStatus, String)> {
    let mut child =
        command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().map_err(|error| cannot_start(command, &error))?;
    let errors = child.stderr.take().map(|pipe| thread::spawn(move || relay(pipe)));
    let mut text = child.stdout.take().map(relay).unwrap_or_default();
    if let Some(errors) = errors {
        text.push_str(&errors.join().unwrap_or_default());
    }
    Ok((child.wait()?, without_colours(&text)))
}

/// Runs both at the same time, and returns what they return.
///
/// # Errors
/// When one of them fails, once the other is done as well.
pub fn in_parallel<A: Send, B>(
    one: impl FnOnce() -> Result<A> + Send,
    other: impl FnOnce() -> Result<B>,
) -> Result<(A, B)> {
    thread::scope(|scope| {
        let one = scope.spawn(one);
        let other = other();
        let one = one.join().unwrap_or_else(|panic| resume_unwind(panic));
        Ok((one?, other?))
    })
}

/// A program in the background, stopped when dropped.
pub struct Background(Child);

impl Background {
    /// Starts `command`.
    ///
    /// # Errors
    /// When it cannot start.
    pub fn start(command: &mut Command) -> Result<Self> {
        command.spawn().map(Self).map_err(|error| cannot_start(command, &error))
    }

    /// The exit status of the program, if it has ended.
    pub fn exit_status(&mut self) -> Option<ExitStatus> {
        self.0.try_wait().ok().flatten()
    }
}

impl Drop for Background {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// The first of the programs `names` that is on the PATH.
pub fn find_on_path(names: &[&str]) -> Option<PathBuf> {
    let folders = env::var_os("PATH")?;
    names.iter().find_map(|name| {
        env::split_paths(&folders)
            .map(|folder| folder.join(format!("{name}{}", env::consts::EXE_SUFFIX)))
            .find(|file| file.is_file())
    })
}

/// The PATH with `folders` before the rest.
///
/// # Errors
/// When a folder's name holds the separator.
pub fn path_with(folders: &[PathBuf]) -> Result<std::ffi::OsString> {
    let rest = env::var_os("PATH").unwrap_or_default();
    Ok(env::join_paths(folders.iter().cloned().chain(env::split_paths(&rest)))?)
}

fn relay(pipe: impl Read) -> String {
    let mut kept = String::new();
    let mut reader = BufReader::new(pipe);
    let mut line = Vec::new();
    while reader.read_until(b'\n', &mut line).is_ok_and(|read| read > 0) {
        let _ = std::io::stderr().write_all(&line);
        kept.push_str(&String::from_utf8_lossy(&line));
        line.clear();
    }
    kept
}

fn without_colours(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut characters = text.chars();
    while let Some(character) = characters.next() {
        if character == '\u{1b}' {
            characters.by_ref().find(char::is_ascii_alphabetic);
        } else {
            plain.push(character);
        }
    }
    plain
}

fn command_line(command: &Command) -> String {
    let words = std::iter::once(command.get_program()).chain(command.get_args());
    words.map(OsStr::to_string_lossy).collect::<Vec<_>>().join(" ")
}

fn cannot_start(command: &Command, error: &std::io::Error) -> anyhow::Error {
    let program = command.get_program().to_string_lossy();
    match error.kind() {
        ErrorKind::NotFound => anyhow!("{program} is not installed, or not on the PATH"),
        _ => anyhow!("cannot start {program}: {error}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colours_are_removed_from_what_is_kept() {
        assert_eq!(without_colours("\u{1b}[1;32mok\u{1b}[0m 3"), "ok 3");
    }

    #[test]
    fn two_things_at_once_answer_both_or_an_error() -> Result<()> {
        let (to_other, from_one) = std::sync::mpsc::channel();
        // The second waits for the first: it would wait for ever if they came one after the other.
        let done = in_parallel(move || Ok(to_other.send(1)?), || Ok(from_one.recv()? + 1))?;
        assert_eq!(done, ((), 2));
        let fails = || -> Result<()> { bail!("no") };
        assert!(in_parallel(|| Ok(()), fails).is_err());
        assert!(in_parallel(fails, || Ok(())).is_err());
        Ok(())
    }
}
