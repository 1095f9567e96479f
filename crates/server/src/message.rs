//! What a body says: a request or notification, an answer, or something that is refused at once.
//!
//! Small slips of clients are mended here, so that the typed requests behind need not know of them.

use serde::{Deserialize, Deserializer};
use serde_json::Value;
use serde_json::error::Category;
use tower_lsp::jsonrpc::{Error, Id, Request, Response};

use crate::surrogates;
use crate::uri::Mended;

/// A body that was understood, as far as it can be.
#[derive(Debug)]
pub enum Message {
    /// A request or a notification.
    Call(Request),
    /// The client's answer to a request of ours.
    Answer(Response),
    /// Neither, and what is to be answered.
    Refused(Response),
    /// A change of this document that can't be read: what is known of its text is out of date.
    Lost(String, Response),
}

/// The notification that may not get lost.
pub const CHANGE: &str = "textDocument/didChange";

#[derive(Deserialize)]
struct Envelope {
    #[serde(default)]
    method: Value,
    #[serde(default, deserialize_with = "present")]
    id: Option<Value>,
    #[serde(default, deserialize_with = "present")]
    params: Option<Value>,
    #[serde(default, deserialize_with = "present")]
    result: Option<Value>,
    #[serde(default)]
    error: Value,
}

/// Tells a `null` from nothing at all.
fn present<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Value>, D::Error> {
    Value::deserialize(deserializer).map(Some)
}

/// Reads a body; `mended` remembers URIs that had to be rewritten.
pub fn parse(body: &[u8], mended: &Mended) -> Message {
    let envelope: Envelope =
        match serde_json::from_slice(body).or_else(|error| read_mended(body).ok_or(error)) {
            Ok(envelope) => envelope,
            Err(error) if error.classify() == Category::Data => {
                return refused(Id::Null, Error::invalid_request());
            }
            Err(_) => {
                let response = Response::from_error(Id::Null, Error::parse_error());
                return match changed_document(body) {
                    Some(mut uri) => {
                        mended.mend(&mut uri);
                        Message::Lost(uri, response)
                    }
                    None => Message::Refused(response),
                };
            }
        };
    let id = match envelope.id.map(Id::deserialize) {
        None => None,
        Some(Ok(id)) => Some(id),
        Some(Err(_)) => return refused(Id::Null, Error::invalid_request()),
    };
    match (envelope.method, id) {
        (Value::String(method), id) => {
            let params = mend(&method, envelope.params, mended);
            let mut request = Request::build(method);
            if let Some(params) = params {
                request = request.params(params);
            }
            if let Some(id) = id {
                request = request.id(id);
            }
            Message::Call(request.finish())
        }
        (Value::Null, Some(id)) if !envelope.error.is_null() => {
            let error = serde_json::from_value(envelope.error).unwrap_or_else(|_| Error::internal_error());
            Message::Answer(Response::from_error(id, error))
        }
        (Value::Null, Some(id)) if envelope.result.is_some() => {
            Message::Answer(Response::from_ok(id, envelope.result.unwrap_or_default()))
        }
        (_, id) => refused(id.unwrap_or_default(), Error::invalid_request()),
    }
}

/// A body in which halves of surrogates stood.
fn read_mended(body: &[u8]) -> Option<Envelope> {
    let mut body = body.to_vec();
    if !surrogates::mend(&mut body) {
        return None;
    }
    serde_json::from_slice(&body).ok()
}

/// Of a body that is no JSON and looks like a change: which document.
fn changed_document(body: &[u8]) -> Option<String> {
    const KEY: &str = "\"uri\"";
    let body = String::from_utf8_lossy(body);
    body.contains(CHANGE).then_some(())?;
    let value = body.get(body.find(KEY)? + KEY.len()..)?.trim_start().strip_prefix(':')?;
    serde_json::Deserializer::from_str(value).into_iter().next()?.ok()
}

fn refused(id: Id, error: Error) -> Message {
    Message::Refused(Response::from_error(id, error))
}

fn mend(method: &str, params: Option<Value>, mended: &Mended) -> Option<Value> {
    match method {
        // Clients send `null`, `{}` or nothing.
        "shutdown" => None,
        "initialized" => {
            Some(params.filter(Value::is_object).unwrap_or_else(|| Value::Object(Default::default())))
        }
        _ => {
            let mut params = params?;
            if let Some(Value::String(uri)) =
                params.get_mut("textDocument").and_then(|document| document.get_mut("uri"))
            {
                mended.mend(uri);
            }
            Some(params)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(body: &[u8], expected: &str) {
        let found = match parse(body, &Mended::default()) {
            Message::Call(request) => format!("call {request}"),
            Message::Answer(response) => format!("answer {}", response.id()),
            Message::Refused(response) => {
                let code = response.error().map(|error| error.code.code());
                format!("refused {} {}", response.id(), code.unwrap_or_default())
            }
            Message::Lost(uri, _) => format!("lost {uri}"),
        };
        assert_eq!(found, expected);
    }

    #[test]
    fn calls_and_answers() {
        check(br#"{"jsonrpc":"2.0","id":1,"method":"m"}"#, r#"call {"jsonrpc":"2.0","method":"m","id":1}"#);
        check(br#"{"method":"m","params":null}"#, r#"call {"jsonrpc":"2.0","method":"m","params":null}"#);
        check(
            br#"{"id":"a","method":"shutdown","params":{}}"#,
            r#"call {"jsonrpc":"2.0","method":"shutdown","id":"a"}"#,
        );
        check(br#"{"method":"initialized"}"#, r#"call {"jsonrpc":"2.0","method":"initialized","params":{}}"#);
        check(br#"{"id":7,"result":null}"#, "answer 7");
        check(br#"{"id":7,"error":{"code":-1,"message":"m","extra":1}}"#, "answer 7");
    }

    #[test]
    fn half_a_character_is_no_reason_to_refuse() {
        check(
            br#"{"method":"m","params":["\ud83d"]}"#,
            "call {\"jsonrpc\":\"2.0\",\"method\":\"m\",\"params\":[\"\u{fffd}\"]}",
        );
        check(
            b"{\"id\":1,\"method\":\"\xED\xA0\xBD\"}",
            "call {\"jsonrpc\":\"2.0\",\"method\":\"\u{fffd}\",\"id\":1}",
        );
    }

    #[test]
    fn a_change_that_can_not_be_read_is_known_to_be_lost() {
        let change = br#"{"method":"textDocument/didChange","params":{"textDocument": {"version":2, "uri" : "file:///a\u0041 b.md"#;
        check(
            &[&change[..], b"\"},\"contentChanges\":[{\"text\":\"\n\"}]}}"].concat(),
            "lost file:///aA%20b.md",
        );
        check(&[&change[..], b"\"},\"contentChanges\":[{\"text\":\"\xff"].concat(), "lost file:///aA%20b.md");
        check(change, "refused null -32700");
        check(
            br#"{"method":"textDocument/didSave","params":{"textDocument":{"uri":"file:///a.md"}"#,
            "refused null -32700",
        );
    }

    #[test]
    fn what_is_refused() {
        check(b"", "refused null -32700");
        check(b"{", "refused null -32700");
        check(b"{\"method\":\"\xff\"}", "refused null -32700");
        check("[".repeat(100_000).as_bytes(), "refused null -32700");
        check(b"[]", "refused null -32600");
        check(b"1", "refused null -32600");
        check(br#"{"id":{},"method":"m"}"#, "refused null -32600");
        check(br#"{"id":3,"method":7}"#, "refused 3 -32600");
        check(br#"{"id":3}"#, "refused 3 -32600");
        check(b"{}", "refused null -32600");
    }
}
