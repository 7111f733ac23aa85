"""Problems as RFC 9457 documents: what went wrong, which field, what is allowed; never what was sent."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass

from starlette.responses import Response

from shared.log.model import NoKey, OtherContent, Outcome, Stale

MEDIA_TYPE = "application/problem+json"
KINDS = "urn:smallhours:problem:"
BUSY_SECONDS = 1
TRY_AGAIN_SECONDS = 2


@dataclass(frozen=True, slots=True)
class FieldError:
    """`field` is where, in the caller's words; `detail` says what is allowed there."""

    field: str
    detail: str


class Problem(Exception):
    """An answer that is not the one hoped for. `kind` is the last part of its type's URN."""

    def __init__(
        self,
        status: int,
        kind: str,
        title: str,
        detail: str = "",
        *,
        errors: Sequence[FieldError] = (),
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(kind)
        self.status, self.kind, self.title, self.detail = status, kind, title, detail
        self.errors = tuple(errors)
        self.headers = dict(headers or {})

    def body(self) -> dict[str, object]:
        """The problem document. Also what a batch answers for one of its items."""
        shown: dict[str, object] = {"type": KINDS + self.kind, "title": self.title, "status": self.status}
        if self.detail:
            shown["detail"] = self.detail
        if self.errors:
            shown["errors"] = [asdict(error) for error in self.errors]
        return shown

    def response(self) -> Response:
        return Response(json.dumps(self.body()), self.status, self.headers, media_type=MEDIA_TYPE)


def problem_of(outcome: Outcome) -> Problem | None:
    """What the log's refusal means for the caller; None when the unit is recorded."""
    match outcome:
        case Stale():
            return stale()
        case OtherContent():
            return other_content()
        case NoKey(erased=True):
            return erased()
        case NoKey():
            return not_found()
    return None


def invalid(field: str, detail: str) -> Problem:
    """422 for one field; `detail` says what is allowed."""
    return refused((FieldError(field, detail),))


def refused(errors: Sequence[FieldError]) -> Problem:
    return Problem(422, "invalid", "Something in this request is not allowed", errors=errors)


def half_characters() -> Problem:
    """JSON can write half of a surrogate pair, which is no text and cannot be kept."""
    return invalid("body", "Give text of whole characters; one of them was half a surrogate pair.")


def other_content() -> Problem:
    error = FieldError("id", "This id was used before for something else. Give a new UUID, or none.")
    return Problem(422, "other-content", "This id was used before for something else", errors=(error,))


def stale() -> Problem:
    return Problem(
        409, "stale", "This has changed in the meantime", "Read it again, then repeat what you wanted to do."
    )


def not_found(detail: str = "There is nothing here for you.") -> Problem:
    """Also the answer to what belongs to somebody else."""
    return Problem(404, "not-found", "Not found", detail)


def erased() -> Problem:
    return Problem(410, "erased", "Erased", "What was here has been erased for good.")


def method_not_allowed(allow: str | None = None) -> Problem:
    headers = {"Allow": allow} if allow else {}
    return Problem(405, "method-not-allowed", "This is not possible here", headers=headers)


def not_json() -> Problem:
    return Problem(400, "not-json", "The body is not JSON", "Send one complete JSON document.")


def unsupported_media_type() -> Problem:
    return Problem(415, "unsupported-media-type", "Send JSON", "Send the body with Content-Type: application/json.")


def too_large() -> Problem:
    return Problem(413, "too-large", "The request is too large", "Send less at once.")


def busy() -> Problem:
    headers = {"Retry-After": str(BUSY_SECONDS)}
    return Problem(
        503, "busy", "Very busy just now", "Nothing was lost. Please try again in a moment.", headers=headers
    )


def try_again() -> Problem:
    """Something this service needs cannot be reached just now."""
    headers = {"Retry-After": str(TRY_AGAIN_SECONDS)}
    return Problem(
        503, "try-again", "Not reachable just now", "Nothing was lost. Please try again in a moment.", headers=headers
    )


def unexpected() -> Problem:
    return Problem(
        500, "unexpected", "Something went wrong", "It went wrong on our side. Please try again in a moment."
    )


def not_signed_in(detail: str, *, token_given: bool) -> Problem:
    """401. `detail` says what to do, not what was wrong with the token."""
    challenge = 'Bearer error="invalid_token"' if token_given else "Bearer"
    error = FieldError("Authorization", detail)
    return Problem(401, "not-signed-in", "Not signed in", errors=(error,), headers={"WWW-Authenticate": challenge})


def forbidden() -> Problem:
    return Problem(403, "forbidden", "Not for this role", "Your role does not include this.")
