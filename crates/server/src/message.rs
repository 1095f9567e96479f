//! What a body says: a request or notification, an answer, or something that is refused at once.
//!
//! Small slips of clients are mended here, so that the typed requests behind need not know of them.

use serde::{Deserialize, Deserializer};
use serde_json::Value;
use serde_json::error::Category;
use tower_lsp::jsonrpc::{Error, Id, Request, Response};

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
}

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
    let envelope: Envelope = match serde_json::from_slice(body) {
        Ok(envelope) => envelope,
        Err(error) if error.classify() == Category::Data => {
            return refused(Id::Null, Error::invalid_request());
        }
        Err(_) => return refused(Id::Null, Error::parse_error()),
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
