//! The house stays as it is drawn in `ARCHITECTURE.md`: arrows point down, each outside package has its
//! place, and what a crate promises not to touch (clock, environment, files, network, screen) it does not.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use askhow_tests::workspace;
use cargo_metadata::MetadataCommand;

/// Which of our crates may know which. What is not listed may know nobody and be known by nobody.
const ARROWS: &[(&str, &[&str])] = &[
    ("askhow", &["server", "files", "ide", "review", "timeline", "phrasing", "english", "document"]),
    ("server", &["files", "ide", "document"]),
    ("files", &["ide", "document"]),
    ("ide", &["review", "timeline", "phrasing", "english", "document"]),
    ("review", &["timeline", "phrasing", "english", "document"]),
    ("timeline", &["english", "document"]),
    ("phrasing", &["english", "document"]),
    ("english", &["document"]),
    ("document", &[]),
    // Beside the house: they look at it, and it does not look at them.
    ("bench", &["ide", "document", "phrasing"]),
    ("fuzz", &["askhow", "server", "ide", "review", "timeline", "phrasing", "english", "document"]),
    ("tests", &["bench"]),
    ("xtask", &[]),
];

/// Packages that have one place in the house, by the beginning of their names.
const PLACES: &[(&str, &[&str])] = &[
    ("tower-lsp", &["server", "bench"]),
    ("ls-types", &["server"]),
    ("lsp-types", &[]),
    ("tokio", &["server", "askhow", "bench", "tests", "xtask"]),
    ("futures", &["server", "bench"]),
    ("tree-sitter", &["document"]),
    ("ropey", &["document", "bench"]),
    ("clap", &["askhow"]),
    ("rayon", &["askhow"]),
    ("ignore", &["files"]),
    ("rustix", &["files"]),
];

/// Packages that speak to a network: they are not even to be found among what others bring along.
const NETWORK: &[&str] =
    &["hyper", "reqwest", "ureq", "curl", "isahc", "native-tls", "rustls", "quinn", "socket2"];

const EVERYWHERE: &[&str] =
    &["askhow", "server", "files", "ide", "review", "timeline", "phrasing", "english", "document"];
const BELOW_THE_EDGE: &[&str] = &["ide", "review", "timeline", "phrasing", "english", "document"];
const BELOW_THE_COMMAND_LINE: &[&str] =
    &["server", "files", "ide", "review", "timeline", "phrasing", "english", "document"];

/// What touches files, and who does besides `crates/files`, which alone reads what may be anybody's.
const OF_FILES: [&str; 3] = ["fs::", "File::", "OpenOptions"];
const TOUCH_FILES: &[(&str, &str)] = &[
    ("crates/askhow/src/commands/new.rs", "makes the file that was asked for, where there is none"),
    ("crates/askhow/src/rewrite/write.rs", "puts a new text in the place of the old one"),
    ("crates/server/src/log.rs", "writes the log that was asked for"),
    ("crates/server/src/presence.rs", "asks the system about the client's process"),
    ("crates/server/src/reference.rs", "writes the pages of the reference into the user's folder"),
];

/// What is not written in which crates, tests aside.
const ABSENT: &[(&str, &[&str], &str)] = &[
    ("SystemTime::now", BELOW_THE_EDGE, "the clock comes in as a value"),
    ("Instant::now", BELOW_THE_EDGE, "the clock comes in as a value"),
    ("Timestamp::now", BELOW_THE_EDGE, "the clock comes in as a value"),
    ("Zoned::now", BELOW_THE_EDGE, "the clock comes in as a value"),
    ("TimeZone::system", BELOW_THE_EDGE, "the zone comes in as a value"),
    ("std::env", BELOW_THE_EDGE, "the environment belongs to the edge"),
    ("env::var", BELOW_THE_EDGE, "the environment belongs to the edge"),
    ("std::fs", BELOW_THE_EDGE, "files are read through `Files`"),
    ("File::open", BELOW_THE_EDGE, "files are read through `Files`"),
    ("async fn", BELOW_THE_EDGE, "only the edge waits"),
    (" println!", BELOW_THE_COMMAND_LINE, "only the command line prints"),
    (" print!", BELOW_THE_COMMAND_LINE, "only the command line prints"),
    ("eprintln!", BELOW_THE_COMMAND_LINE, "only the command line complains"),
    ("println!", &["askhow"], "`output` writes, so that nothing is written raw"),
    ("eprint", &["askhow"], "`output` writes, so that nothing is written raw"),
    (" print!", &["askhow"], "`output` writes, so that nothing is written raw"),
    ("process::Command", BELOW_THE_COMMAND_LINE, "the server starts no process"),
    ("Command::new", BELOW_THE_COMMAND_LINE, "the server starts no process"),
    ("std::net", EVERYWHERE, "nothing leaves the machine"),
    ("TcpStream", EVERYWHERE, "nothing leaves the machine"),
    ("UdpSocket", EVERYWHERE, "nothing leaves the machine"),
];

/// Where the extensions of Markdown files stand, and those that no other word looks like.
const EXTENSIONS: (&str, [&str; 3]) = ("crates/document/src/flavour.rs", ["mkd", "mdown", "qmd"]);

/// Editors that know no type of file for some of them are told of those; pages tell people.
const TOLD: [&str; 2] = ["editors/helix/languages.toml", "editors/emacs/askhow.el"];

/// In which crates words stand in tables, and in which tables.
const TABLES: &[(&str, &str)] = &[
    ("english", "crates/english/data/classes.txt (or verbs.txt, people.tsv, kinds.tsv beside it)"),
    ("phrasing", "crates/phrasing/data/words.txt (phrases: phrases.txt, look-alikes.txt beside it)"),
    ("review", "crates/review/data/vocabulary.txt"),
];

/// Lists that stay in code, and why.
const NO_ENGLISH: &[(&str, &str)] =
    &[("crates/review/src/catalogue.rs", "the marks of a data file are its format, and no words of a text")];

/// Names that more than one type has, and how many have it: one name is to be one thing. The list grows shorter; none
/// comes in.
#[rustfmt::skip]
const NAMED_ALIKE: &[(&str, usize)] = &[
    ("Above", 2), ("Asked", 2), ("Beside", 2), ("Change", 3), ("Changes", 2), ("Clock", 2), ("Count", 2),
    ("DateOrder", 2), ("Definition", 2), ("Document", 2), ("Entry", 4), ("Facts", 2), ("Finding", 2),
    ("Fix", 2), ("Fold", 2), ("Form", 3), ("Format", 4), ("Found", 2), ("Frame", 3), ("Front", 2),
    ("FrontMatter", 2), ("Ground", 2), ("Held", 3), ("Key", 2), ("Kind", 3), ("Known", 4), ("Label", 2),
    ("Line", 3), ("Meaning", 2), ("Message", 2), ("Messages", 2), ("Named", 2), ("Open", 2), ("Opening", 2),
    ("Order", 2), ("Overview", 2), ("Page", 3), ("Part", 3), ("Piece", 5), ("Place", 7),
    ("Plain", 2), ("Problem", 4), ("Progress", 2), ("Read", 2), ("Reader", 7), ("Reading", 5), ("Rules", 2),
    ("Run", 2), ("Said", 3), ("Same", 2), ("Says", 2), ("Section", 2), ("Seen", 3), ("Shape", 4),
    ("Stamp", 2), ("State", 3), ("Step", 6), ("Style", 2), ("Table", 3), ("Tally", 2), ("Target", 2),
    ("Token", 3), ("Voice", 2), ("Words", 2),
];

/// What each command of the command line has one of.
const OF_COMMANDS: &str = "Args";

/// So many words beside each other are a list.
const LIST: usize = 4;

/// Who depends on whom: the short name of one of our crates and the name of a package.
type Dependencies = BTreeSet<(String, String)>;

#[test]
fn arrows_point_down_and_packages_keep_their_place() {
    let metadata = MetadataCommand::new().current_dir(workspace()).no_deps().exec().unwrap();
    let dependencies: Dependencies = metadata
        .packages
        .iter()
        .flat_map(|package| {
            let name = short(&package.name);
            package.dependencies.iter().map(move |dependency| (name.clone(), dependency.name.clone()))
        })
        .collect();
    assert!(dependencies.len() > 20, "hardly anything depends on anything: {dependencies:?}");
    assert_eq!(wrong_dependencies(&dependencies), Vec::<String>::new());
    for package in &metadata.packages {
        let name = short(&package.name);
        assert!(ARROWS.iter().any(|(known, _)| *known == name), "`{name}` is new: draw it in ARROWS");
    }
}

#[test]
fn nothing_that_we_build_speaks_to_a_network() {
    let lock = fs::read_to_string(workspace().join("Cargo.lock")).unwrap();
    assert_eq!(network_packages(&lock), Vec::<&str>::new());
    assert_eq!(network_packages("name = \"serde\"\nname = \"hyper-util\"\n"), ["hyper-util"]);
}

#[test]
fn crates_do_not_touch_what_they_promise_not_to() {
    let mut wrong = Vec::new();
    let mut n_files = 0;
    for (name, _) in ARROWS.iter().filter(|(name, _)| EVERYWHERE.contains(name)) {
        for path in rust_files(&workspace().join("crates").join(name).join("src")) {
            n_files += 1;
            let text = fs::read_to_string(&path).unwrap();
            let shown = path.strip_prefix(workspace()).unwrap().display().to_string();
            wrong.extend(wrong_words(name, &shown, &text));
        }
    }
    assert!(n_files > 20, "only {n_files} files were looked at");
    assert_eq!(wrong, Vec::<String>::new());
}

#[test]
fn files_are_read_in_one_place() {
    let mut others = Vec::new();
    let mut seen = BTreeSet::new();
    for path in ["askhow", "server"]
        .iter()
        .flat_map(|name| rust_files(&workspace().join("crates").join(name).join("src")))
    {
        let text = fs::read_to_string(&path).unwrap();
        let shown = path.strip_prefix(workspace()).unwrap().display().to_string().replace('\\', "/");
        let touching = touches_files(&text);
        if TOUCH_FILES.iter().any(|(file, _)| *file == shown) {
            seen.extend((!touching.is_empty()).then_some(shown));
        } else {
            others.extend(touching.into_iter().map(|line| format!("{shown}:{line}: ask `askhow_files`")));
        }
    }
    assert_eq!(others, Vec::<String>::new());
    assert_eq!(seen.len(), TOUCH_FILES.len(), "of those that may, only these do: {seen:?}");
    assert_eq!(
        touches_files("// fs::read\nlet a = std::fs::read(b);\nFile::open(c);\n#[cfg(test)]\nfs::read(d)"),
        [2, 3]
    );
}

fn touches_files(text: &str) -> Vec<usize> {
    let touches = |line: &str| OF_FILES.iter().any(|word| line.contains(word));
    code(text).filter(|(_, line)| touches(line)).map(|(nth, _)| nth).collect()
}

#[test]
fn words_stand_in_tables_and_not_in_code() {
    let mut wrong = Vec::new();
    for (name, table) in TABLES {
        for path in rust_files(&workspace().join("crates").join(name).join("src")) {
            let text = fs::read_to_string(&path).unwrap();
            let shown = path.strip_prefix(workspace()).unwrap().display().to_string().replace('\\', "/");
            if NO_ENGLISH.iter().any(|(file, _)| *file == shown) || shown.ends_with("tests.rs") {
                continue;
            }
            wrong.extend(lists_of_words(&text).into_iter().map(|(line, words)| {
                format!("{shown}:{line}: a list of words ({words}): give it a name in {table}")
            }));
        }
    }
    assert_eq!(wrong, Vec::<String>::new());
}

#[test]
fn what_markdown_files_are_called_stands_in_one_list() {
    let (list, rare) = EXTENSIONS;
    let known = fs::read_to_string(workspace().join(list)).unwrap();
    assert!(rare.iter().all(|extension| known.contains(&format!("\"{extension}\""))));
    let mut files = rust_files(&workspace().join("crates"));
    files.extend(files_of_editors(&workspace().join("editors")));
    files.extend(["action.yml", ".pre-commit-hooks.yaml", "install.sh"].map(|name| workspace().join(name)));
    assert!(files.len() > 300, "only {} files were looked at", files.len());
    let mut second = Vec::new();
    for path in files {
        let shown = path.strip_prefix(workspace()).unwrap().display().to_string().replace('\\', "/");
        let Ok(text) = fs::read_to_string(&path) else { continue };
        let in_code = |line: &&str| !line.trim_start().starts_with("//");
        let code = text.lines().take_while(|line| !line.starts_with("#[cfg(test)]")).filter(in_code);
        let names = |line: &str| {
            line.to_lowercase().split(|c: char| !c.is_ascii_alphanumeric()).any(|word| rare.contains(&word))
        };
        let is_free = shown == list || TOLD.contains(&&*shown) || shown.ends_with(".md");
        if !is_free && !shown.contains("/tests/") && code.into_iter().any(names) {
            second.push(shown);
        }
    }
    assert_eq!(second, Vec::<String>::new(), "ask `askhow_document::is_markdown`");
}

#[test]
fn a_list_of_words_in_code_is_seen() {
    let lists = |code: &str| lists_of_words(code).into_iter().map(|(line, _)| line).collect::<Vec<_>>();
    assert_eq!(lists("fn f() {\n    matches!(word, \"a\" | \"an\" | \"the\" | \"this\")\n}"), [2]);
    assert_eq!(
        lists("const X: [&str; 4] = [\n    \"a\",\n    \"b\", // so\n    \"c d\",\n    \"e\",\n    \"f\"];"),
        [2]
    );
    assert_eq!(lists("[\"a\", \"b\", \"c\"]"), [0; 0]);
    assert_eq!(lists("[\"A b.\", \"C d.\", \"E f.\", \"G h.\"]"), [0; 0]);
    assert_eq!(lists("f(\"a\", b, \"c\", d, \"e\", \"f\", \"g\")"), [0; 0]);
    assert_eq!(lists("// \"a\", \"b\", \"c\", \"d\"\n#[cfg(test)]\nf([\"a\", \"b\", \"c\", \"d\"])"), [0; 0]);
    assert_eq!(lists("let quote = '\"'; [\"a\", \"\\\"\", \"b\", \"c\", \"d\"]"), [1]);
}

#[test]
fn rules_are_compared_as_values() {
    let files: Vec<(String, String)> = EVERYWHERE
        .iter()
        .flat_map(|name| rust_files(&workspace().join("crates").join(name).join("src")))
        .map(|path| {
            let shown = path.strip_prefix(workspace()).unwrap().display().to_string().replace('\\', "/");
            (shown, fs::read_to_string(path).unwrap())
        })
        .filter(|(shown, _)| !shown.ends_with("tests.rs"))
        .collect();
    let defined = files.iter().flat_map(|(_, text)| code(text)).filter_map(|(_, line)| id_of_rule(line));
    let families: BTreeSet<&str> = defined.filter_map(|id| Some(id.split_once('/')?.0)).collect();
    assert!(families.len() > 3, "only the families {families:?} were found");
    let wrong = files.iter().flat_map(|(shown, text)| names_of_rules(shown, text, &families));
    assert_eq!(wrong.collect::<Vec<_>>(), Vec::<String>::new());
}

#[test]
fn a_rule_that_is_compared_by_its_text_is_seen() {
    let families = BTreeSet::from(["phrasing", "timeline"]);
    let n_names = |code: &str| names_of_rules("a.rs", code, &families).len();
    assert_eq!(n_names("if finding.rule.id == \"timeline/order\" {"), 1);
    assert_eq!(n_names("matches!(id, \"phrasing/luck\" | \"timeline/order\")"), 2);
    assert_eq!(n_names("const ORDER: &str = \"timeline/order\";"), 1);
    assert_eq!(n_names("finding.rule.id.trim_end_matches(\"-\") == format!(\"phrasing/{name}\")"), 1);
    assert_eq!(n_names("finding.rule.id.contains(\"why\")"), 1);
    assert_eq!(
        n_names("// \"timeline/order\"\n    id: \"timeline/order\",\n#[cfg(test)]\n\"timeline/order\""),
        0
    );
    assert_eq!(n_names("method(\"workspace/configuration\"); text(\"[rules]\\n\\\"phrasing/*\\\" = 1\")"), 0);
}

#[test]
fn one_name_is_one_thing() {
    let files =
        EVERYWHERE.iter().flat_map(|name| rust_files(&workspace().join("crates").join(name).join("src")));
    let files =
        files.filter(|path| !path.ends_with("tests.rs")).map(|path| fs::read_to_string(path).unwrap());
    let files: Vec<String> = files.collect();
    let mut types: BTreeMap<&str, usize> = BTreeMap::new();
    for name in files.iter().flat_map(|text| names_of_types(text)).filter(|name| *name != OF_COMMANDS) {
        *types.entry(name).or_default() += 1;
    }
    assert!(types.len() > 300, "only {} types were found", types.len());
    let allowed: BTreeMap<&str, usize> = NAMED_ALIKE.iter().copied().collect();
    let more = types.iter().filter(|(name, count)| **count > allowed.get(*name).copied().unwrap_or(1));
    let more: Vec<String> = more.map(|(name, count)| format!("{count} types are called `{name}`")).collect();
    assert_eq!(more, Vec::<String>::new(), "give the new one a name that says what it is of");
    let fewer = allowed.iter().filter(|(name, count)| types.get(*name).is_none_or(|now| now < *count));
    assert_eq!(
        fewer.collect::<Vec<_>>(),
        [],
        "fewer have the name now: take it out of `NAMED_ALIKE`, or lower it"
    );
}

#[test]
fn a_type_is_seen_where_it_is_named() {
    let text = "pub struct One;\npub(crate) enum Two<T> {}\ntrait Three {\n    type Item;\n}\ntype Four = u8;\n\
                // struct Five\n#[cfg(test)]\nstruct Six;\n";
    assert_eq!(names_of_types(text).collect::<Vec<_>>(), ["One", "Two", "Three", "Four"]);
}

#[test]
fn a_wrong_arrow_is_seen() {
    let wrong = |from: &str, to: &str| {
        wrong_dependencies(&Dependencies::from([(from.to_owned(), to.to_owned())])).join("\n")
    };
    assert_eq!(wrong("review", "askhow-ide"), "`review` depends on `ide`, which is no arrow of the drawing");
    assert_eq!(
        wrong("timeline", "askhow-phrasing"),
        "`timeline` depends on `phrasing`, which is no arrow of the drawing"
    );
    assert_eq!(wrong("server", "askhow"), "`server` depends on `askhow`, which is no arrow of the drawing");
    assert_eq!(
        wrong("ide", "tower-lsp-server"),
        "`ide` depends on `tower-lsp-server`, which belongs to server, bench"
    );
    assert_eq!(
        wrong("review", "tree-sitter-md"),
        "`review` depends on `tree-sitter-md`, which belongs to document"
    );
    assert_eq!(
        wrong("ide", "tokio"),
        "`ide` depends on `tokio`, which belongs to server, askhow, bench, tests, xtask"
    );
    assert_eq!(wrong("ide", "askhow-review"), "");
    assert_eq!(wrong("ide", "serde_json"), "");
}

#[test]
fn a_broken_promise_is_seen() {
    let text = "//! Timestamp::now is not called.\nfn f() {\n    let now = Timestamp::now();\n}\n\
                #[cfg(test)]\nmod tests { fn g() { println!(); } }\n";
    assert_eq!(
        wrong_words("ide", "a.rs", text),
        ["a.rs:3: `Timestamp::now`, but the clock comes in as a value"]
    );
    assert_eq!(wrong_words("askhow", "a.rs", text), Vec::<String>::new());
    assert_eq!(wrong_words("server", "b.rs", "eprintln!()").len(), 1);
    assert_eq!(wrong_words("server", "b.rs", "fn f() { println!() }").len(), 1);
    assert_eq!(wrong_words("review", "b.rs", "eprintln!()").len(), 1);
    assert_eq!(wrong_words("askhow", "c.rs", "use std::net::TcpStream;").len(), 2);
}

fn wrong_dependencies(dependencies: &Dependencies) -> Vec<String> {
    let mut wrong = Vec::new();
    for (from, package) in dependencies {
        let to = short(package);
        if ARROWS.iter().any(|(name, _)| *name == to) {
            let allowed = ARROWS.iter().any(|(name, below)| name == from && below.contains(&to.as_str()));
            if !allowed {
                wrong.push(format!("`{from}` depends on `{to}`, which is no arrow of the drawing"));
            }
        }
        for (_, places) in PLACES.iter().filter(|(start, _)| package.starts_with(start)) {
            if !places.contains(&from.as_str()) {
                wrong
                    .push(format!("`{from}` depends on `{package}`, which belongs to {}", places.join(", ")));
            }
        }
    }
    wrong
}

fn network_packages(lock: &str) -> Vec<&str> {
    let names = lock.lines().filter_map(|line| line.strip_prefix("name = \"")?.strip_suffix('"'));
    names.filter(|name| NETWORK.iter().any(|network| name.starts_with(network))).collect()
}

/// Lists of at least [`LIST`] words in small letters, parted by commas or bars alone: the line of each, and its words.
/// Comments are left out, and so are tests.
fn lists_of_words(text: &str) -> Vec<(usize, String)> {
    let is_word = |text: &&str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_lowercase());
    let (mut lists, mut list, mut began) = (Vec::new(), Vec::new(), 0);
    let mut close = |list: &mut Vec<&str>, began: usize| {
        let words: Vec<&str> = list.drain(..).filter(is_word).collect();
        if words.len() >= LIST {
            lists.push((began, words.join(" ")));
        }
    };
    for (idx, line) in text.lines().take_while(|line| !line.starts_with("#[cfg(test)]")).enumerate() {
        let mut rest = line;
        while let Some(char) = rest.chars().next() {
            rest = &rest[char.len_utf8()..];
            match char {
                '/' if rest.starts_with('/') => break,
                '\'' if rest.starts_with("\"'") => rest = &rest[1..],
                '"' => {
                    let escaped = |at: usize| {
                        rest[..at].bytes().rev().take_while(|byte| *byte == b'\\').count() % 2 == 1
                    };
                    let Some((end, _)) = rest.match_indices('"').find(|(at, _)| !escaped(*at)) else { break };
                    if list.is_empty() {
                        began = idx + 1;
                    }
                    list.push(&rest[..end]);
                    rest = &rest[end + 1..];
                }
                ',' | '|' => {}
                _ if char.is_whitespace() => {}
                _ => close(&mut list, began),
            }
        }
    }
    close(&mut list, began);
    lists
}

/// Where code names rules by their text: in a literal that begins with a family and a slash, or by a part of an id.
/// The line in which a rule gets its id is none of those.
fn names_of_rules(path: &str, text: &str, families: &BTreeSet<&str>) -> Vec<String> {
    let begins = families.iter().map(|family| format!("\"{family}/"));
    let parts = ["contains", "starts_with", "ends_with"].map(|method| format!(".id.{method}(\""));
    let looks: Vec<String> = begins.chain(parts).collect();
    let lines = code(text).filter(|(_, line)| id_of_rule(line).is_none());
    lines
        .flat_map(|(nth, line)| {
            let found = looks.iter().flat_map(|look| line.match_indices(look.as_str()));
            let found = found.filter(|(at, _)| !line[..*at].ends_with('\\'));
            found.map(move |(_, look)| {
                format!("{path}:{nth}: a rule by its text ({look}…): compare with the rule itself")
            })
        })
        .collect()
}

/// The types that a file names, those inside others and in tests left out.
fn names_of_types(text: &str) -> impl Iterator<Item = &str> {
    code(text).filter_map(|(_, line)| {
        let line = match line.strip_prefix("pub") {
            Some(line) => {
                line.strip_prefix('(').and_then(|line| line.split_once(')')).map_or(line, |(_, it)| it)
            }
            None if line.starts_with(' ') => return None,
            None => line,
        };
        let (word, rest) = line.trim_start().split_once(' ')?;
        let is_type = ["struct", "enum", "trait", "type"].contains(&word);
        let name = rest.split(|c: char| !c.is_alphanumeric() && c != '_').next()?;
        (is_type && !name.is_empty()).then_some(name)
    })
}

/// `timeline/order`, of the line that gives a rule its id.
fn id_of_rule(line: &str) -> Option<&str> {
    line.trim_start().strip_prefix("id: \"")?.strip_suffix("\",")
}

/// Code only, with the numbers of its lines: comments are left out, and so is everything from the tests at the foot of
/// the file on.
fn code(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let code = text.lines().take_while(|line| !line.starts_with("#[cfg(test)]")).enumerate();
    code.filter(|(_, line)| !line.trim_start().starts_with("//")).map(|(idx, line)| (idx + 1, line))
}

fn wrong_words(name: &str, path: &str, text: &str) -> Vec<String> {
    code(text)
        .flat_map(|(nth, line)| {
            let wrong =
                ABSENT.iter().filter(move |(word, crates, _)| crates.contains(&name) && line.contains(word));
            wrong.map(move |(word, _, reason)| format!("{path}:{nth}: `{word}`, but {reason}"))
        })
        .collect()
}

/// `ide` for `askhow-ide`, as its folder is called.
fn short(package: &str) -> String {
    package.strip_prefix("askhow-").unwrap_or(package).to_owned()
}

/// All of them but what comes from elsewhere.
fn files_of_editors(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let is_ours = |path: &PathBuf| {
        let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        !matches!(name, "node_modules" | "dist" | "target" | "package-lock.json" | "Cargo.lock")
    };
    let nested =
        entries.filter(is_ours).map(|path| if path.is_dir() { files_of_editors(&path) } else { vec![path] });
    nested.flatten().collect()
}

fn rust_files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let nested = entries.map(|path| {
        if path.is_dir() {
            rust_files(&path)
        } else {
            Vec::from_iter(path.extension().is_some_and(|it| it == "rs").then_some(path))
        }
    });
    nested.flatten().collect()
}
