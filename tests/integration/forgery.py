"""Claims to be somebody: headers that a gateway might send, and tokens that are wrong in one thing."""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

import jwt

from shared.auth import Role, new_signing_key
from tests.integration.cast import Body, Person

USER_HEADERS = (
    "X-User",
    "X-User-Id",
    "X-Forwarded-User",
    "X-Auth-Request-User",
    "X-Authenticated-User",
    "X-Remote-User",
    "Remote-User",
    "X_User",
    "X-Subject",
)
SHARED_SECRET = b"a secret that the sender and nobody else chose"


def forwarded(whom: Person, org: str) -> dict[str, str]:
    """What a gateway that vouches for somebody might send."""
    claims = dict.fromkeys(USER_HEADERS, whom.subject)
    return claims | {
        "X-Org": org,
        "X-Org-Id": org,
        "X-Tenant": org,
        "X-Role": "client",
        "X-Roles": "client,therapist,clinic_admin,org_admin,ops",
        "X-Forwarded-Access-Token": whom.token,
        "X-Access-Token": whom.token,
        "Forwarded": f"for={whom.subject};by={org}",
        "X-Forwarded-For": "127.0.0.1",
        "X-Original-URL": "/v1/emotions",
        "X-HTTP-Method-Override": "GET",
        "Cookie": f"access_token={whom.token}; token={whom.token}",
    }


def in_the_query(whom: Person) -> dict[str, str]:
    return {"access_token": whom.token, "token": whom.token}


@dataclass(frozen=True)
class Forge:
    """Makes tokens for somebody with the issuer's own key (PEM), which only a test can do."""

    key: str
    kid: str
    issuer: str
    org: str
    subject: str
    roles: tuple[Role, ...]
    other_key: str = field(default_factory=lambda: new_signing_key()[0])

    def claims(self, **other: Any) -> dict[str, Any]:
        now = seconds()
        good = {
            "iss": self.issuer,
            "aud": "smallhours",
            "iat": now - 60,
            "exp": now + 600,
            "jti": str(uuid4()),
            "sub": self.subject,
            "org": self.org,
            "roles": list(self.roles),
        }
        return good | other

    def good(self, **other: Any) -> str:
        """A token as the clinic would sign it, with other claims where they are given."""
        return self._signed(self.claims(**other))

    def bad(self) -> dict[str, str]:
        """Tokens by what is wrong with them."""
        return self._with_wrong_claims() | self._with_wrong_signatures() | {"no token at all": "nonsense"}

    def _with_wrong_claims(self) -> dict[str, str]:
        now, endless = seconds(), self.claims()
        del endless["exp"]
        return {
            "ended": self.good(iat=now - 1200, exp=now - 600),
            "without an end": self._signed(endless),
            "not yet begun": self.good(nbf=now + 600),
            "for another audience": self.good(aud="somebody-else"),
            "in another issuer's name": self.good(iss="somebody-else"),
        }

    def _with_wrong_signatures(self) -> dict[str, str]:
        return {
            "by another key under our kid": self._signed(self.claims(), self.other_key),
            "by a key nobody knows": self._signed(self.claims(), self.other_key, kid="unknown"),
            "without a signature": self._signed(self.claims(), None, "none"),
            "with a shared secret": self._signed(self.claims(), SHARED_SECRET, "HS256"),
            "of another type": self._signed(self.claims(), self.key, typ="JWT"),
            "that brings its own key": self._signed(self.claims(), self.key, jwk={"kty": "OKP"}),
            "with a rule of its own": self._signed(self.claims(), self.key, crit=["exp"]),
        }

    def _signed(self, claims: Body, key: Any = "", algorithm: str = "EdDSA", **headers: object) -> str:
        head = {"typ": "at+jwt", "kid": self.kid} | headers
        return jwt.encode(claims, self.key if key == "" else key, algorithm=algorithm, headers=head)


def seconds() -> int:
    return int(datetime.now(UTC).timestamp())
