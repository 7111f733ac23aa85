"""Access tokens: what a good one says, and every trick that must not work."""

import base64
import hashlib
import hmac
import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric.ed448 import Ed448PrivateKey
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat, load_pem_private_key

from shared.auth import Issuer, Issuers, TokenRefused, TokenSigner, Verifier, new_signing_key, public_jwk

NOW = datetime(2026, 3, 1, 22, 0, tzinfo=UTC)
ORG, SUBJECT = UUID(int=11), UUID(int=12)
PRIVATE, PUBLIC = new_signing_key()
SIGNER = TokenSigner(PRIVATE, "kid-1", "https://clinic.example")
ROW = Issuer("kid-1", "https://clinic.example", "EdDSA", PUBLIC, NOW - timedelta(days=1))


class SetClock:
    def __init__(self, now: datetime = NOW) -> None:
        self.time = now

    def now(self) -> datetime:
        return self.time


class Rows:
    """The issuers' rows, and how often they were looked at."""

    def __init__(self, *rows: Issuer) -> None:
        self.rows = list(rows)
        self.looked = 0
        self.lost = False

    async def __call__(self) -> list[Issuer]:
        self.looked += 1
        if self.lost:
            raise ConnectionRefusedError
        return list(self.rows)


def verifier(*rows: Issuer, clock: SetClock | None = None) -> Verifier:
    return Verifier(Rows(*(rows or (ROW,))), audience="smallhours", clock=clock or SetClock())


def good_token(**changes: Any) -> str:
    asked: dict[str, Any] = {"org": ORG, "subject": SUBJECT, "roles": ["client"], "now": NOW}
    return SIGNER.sign(**asked | {"lifetime": timedelta(minutes=10)} | changes)


def claims(**changes: Any) -> dict[str, Any]:
    """The claims of a good token; a change to None takes the claim away."""
    good = jwt.decode(good_token(), options={"verify_signature": False})
    return {name: value for name, value in (good | changes).items() if value is not None}


def encoded(part: bytes) -> str:
    return base64.urlsafe_b64encode(part).rstrip(b"=").decode()


def signed(payload: Any = None, header: Any = None, key: Any = None) -> str:
    """A token with any payload and header (text or JSON), under a good signature."""
    header = {"alg": "EdDSA", "typ": "at+jwt", "kid": "kid-1"} if header is None else header
    parts = [part if isinstance(part, str) else json.dumps(part) for part in (header, payload or claims())]
    head = ".".join(encoded(part.encode()) for part in parts)
    private: Any = key or load_pem_private_key(PRIVATE.encode(), None)
    return f"{head}.{encoded(private.sign(head.encode()))}"


def with_header(**changes: Any) -> str:
    return signed(header={"alg": "EdDSA", "typ": "at+jwt", "kid": "kid-1"} | changes)


async def refuse(token: str, *rows: Issuer) -> TokenRefused:
    with pytest.raises(TokenRefused) as refused:
        await verifier(*rows).verify(token)
    return refused.value


async def test_a_good_token_says_who_is_asking() -> None:
    principal = await verifier().verify(good_token(roles=["therapist", "clinic_admin"]))
    assert (principal.org, principal.subject) == (ORG, SUBJECT)
    assert principal.roles == {"therapist", "clinic_admin"}
    assert principal.expires_at == NOW + timedelta(minutes=10)


async def test_the_tricks_below_start_from_a_token_that_would_be_good() -> None:
    assert (await verifier().verify(signed())).subject == SUBJECT


async def test_another_organisations_claim_is_another_principal() -> None:
    other = uuid4()
    assert (await verifier().verify(good_token(org=other))).org == other


async def test_the_algorithm_none_is_refused() -> None:
    header = {"alg": "none", "typ": "at+jwt", "kid": "kid-1"}
    unsigned = ".".join(encoded(json.dumps(part).encode()) for part in (header, claims()))
    await refuse(unsigned + ".")
    await refuse(unsigned)
    await refuse(signed(header=header | {"alg": "nOnE"}))


@pytest.mark.parametrize("algorithm", ["HS256", "EdDSA"])
async def test_the_public_key_is_no_secret_for_a_symmetric_signature(algorithm: str) -> None:
    raw = base64.urlsafe_b64decode(public_jwk(PUBLIC, "kid-1")["x"] + "=")
    for secret in (PUBLIC.encode(), raw):
        parts = ({"alg": algorithm, "typ": "at+jwt", "kid": "kid-1"}, claims())
        head = ".".join(encoded(json.dumps(part).encode()) for part in parts)
        await refuse(f"{head}.{encoded(hmac.digest(secret, head.encode(), 'sha256'))}")


@pytest.mark.parametrize("algorithm", ["HS256", "RS256", "ES256", "Ed448", "", None, 5, ["EdDSA"]])
async def test_another_algorithm_is_refused_even_under_a_good_signature(algorithm: Any) -> None:
    await refuse(with_header(alg=algorithm))


@pytest.mark.parametrize("kind", ["JWT", "jwt", "id+jwt", "AT+JWT", "application/at+jwt", "", None, 1])
async def test_another_type_is_refused(kind: Any) -> None:
    await refuse(with_header(typ=kind))


@pytest.mark.parametrize(
    "extra",
    [
        {"jwk": {"kty": "OKP", "crv": "Ed25519", "x": "AAAA"}},
        {"jku": "https://attacker.example/jwks.json"},
        {"x5u": "https://attacker.example/cert.pem"},
        {"x5c": ["AAAA"]},
        {"crit": ["exp"]},
        {"crit": ["b64"], "b64": False},
        {"b64": True},
        {"zip": "DEF"},
    ],
)
async def test_a_header_that_brings_a_key_or_a_rule_of_its_own_is_refused(extra: dict[str, Any]) -> None:
    await refuse(with_header(**extra))


async def test_a_key_in_the_header_is_never_used() -> None:
    own = Ed25519PrivateKey.generate()
    pem = own.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode()
    jwk = public_jwk(pem, "kid-1")
    await refuse(signed(header={"alg": "EdDSA", "typ": "at+jwt", "kid": "kid-1", "jwk": jwk}, key=own))
    await refuse(signed(key=own))


@pytest.mark.parametrize(
    "kid", ["kid-2", "", "../../dev/null", "' OR 1=1 --", "kid-1\x00", "k" * 201, None, 1, ["kid-1"], {"kid": "kid-1"}]
)
async def test_only_a_known_key_id_is_a_key_id(kid: Any) -> None:
    await refuse(with_header(kid=kid))


@pytest.mark.parametrize("missing", ["iss", "aud", "exp", "iat", "sub", "jti", "org", "roles"])
async def test_a_missing_claim_is_refused(missing: str) -> None:
    await refuse(signed(claims(**{missing: None})))


@pytest.mark.parametrize(
    "wrong",
    [
        {"iss": "https://other.example"},
        {"iss": ["https://clinic.example"]},
        {"aud": "another-service"},
        {"aud": ["another-service"]},
        {"aud": {"smallhours": True}},
        {"aud": "smallhours2"},
        {"sub": "nobody"},
        {"sub": 12},
        {"sub": f"{{{SUBJECT}}}"},
        {"org": "none"},
        {"org": [str(ORG)]},
        {"roles": "client"},
        {"roles": [["client"]]},
        {"roles": {"client": True}},
        {"jti": 5},
        {"exp": "soon"},
        {"exp": True},
        {"exp": 10**30},
        {"exp": -1},
        {"exp": 1e400},
        {"iat": "then"},
        {"iat": int(NOW.timestamp()) + 31},
        {"nbf": int(NOW.timestamp()) + 31},
        {"nbf": "now"},
    ],
    ids=str,
)
async def test_a_claim_that_is_wrong_or_malformed_is_refused(wrong: dict[str, Any]) -> None:
    refused = await refuse(signed(claims(**wrong)))
    assert not refused.expired


async def test_one_of_several_audiences_is_enough() -> None:
    assert await verifier().verify(signed(claims(aud=["another", "smallhours"])))


async def test_an_issuers_clock_may_run_ahead_a_little() -> None:
    ahead = int(NOW.timestamp()) + 29
    assert await verifier().verify(signed(claims(iat=ahead, nbf=ahead)))


async def test_an_ended_token_is_refused_and_says_so() -> None:
    assert (await refuse(good_token(now=NOW - timedelta(minutes=10)))).expired
    assert (await refuse(signed(claims(exp=int(NOW.timestamp()))))).expired


async def test_an_ended_token_under_a_bad_signature_says_nothing() -> None:
    assert not (await refuse(signed(claims(exp=1), key=Ed25519PrivateKey.generate()))).expired


async def test_a_role_nobody_knows_is_no_role() -> None:
    assert (await verifier().verify(signed(claims(roles=["client", "root"])))).roles == {"client"}
    assert (await verifier().verify(signed(claims(roles=[])))).roles == frozenset()


async def test_a_claim_or_a_header_that_occurs_twice_is_refused() -> None:
    body = json.dumps(claims())
    await refuse(signed(body[:-1] + f', "org": "{uuid4()}"}}'))
    await refuse(signed(header='{"alg": "EdDSA", "typ": "at+jwt", "kid": "kid-2", "kid": "kid-1"}'))


async def test_a_changed_signature_payload_or_header_is_refused() -> None:
    header, payload, signature = good_token().split(".")
    other = encoded(json.dumps(claims(sub=str(uuid4()))).encode())
    await refuse(f"{header}.{other}.{signature}")
    await refuse(f"{header}.{payload}.{signature[::-1]}")
    await refuse(f"{header}.{payload}.")


@pytest.mark.parametrize("text", ["", ".", "..", "...", "a.b.c", "é.é.é", "x" * 50, "e30.e30.e30", "W10.W10.W10"])
async def test_what_is_no_token_at_all_is_refused(text: str) -> None:
    await refuse(text)


async def test_a_huge_token_is_refused_unread() -> None:
    rows = Rows(ROW)
    with pytest.raises(TokenRefused):
        await Verifier(rows, audience="smallhours", clock=SetClock()).verify(signed(claims(more="x" * 5000)))
    assert rows.looked == 0


async def test_deeply_nested_json_is_refused() -> None:
    await refuse(encoded(b"[" * 2900) + ".e30.e30")


async def test_a_key_that_is_not_active_yet_or_any_more_is_refused() -> None:
    await refuse(good_token(), replace(ROW, active_from=NOW + timedelta(seconds=1)))
    await refuse(good_token(), replace(ROW, retired_at=NOW))
    assert await verifier(replace(ROW, retired_at=NOW + timedelta(seconds=1))).verify(good_token())


async def test_a_row_with_another_algorithm_or_key_is_no_key() -> None:
    ed448 = Ed448PrivateKey.generate().public_key()
    pem = ed448.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode()
    for row in (replace(ROW, algorithm="HS256"), replace(ROW, public_key=pem), replace(ROW, public_key="no key")):
        await refuse(good_token(), row)


async def test_one_issuers_key_does_not_speak_for_another_issuer() -> None:
    private, public = new_signing_key()
    other = Issuer("kid-2", "https://other.example", "EdDSA", public, NOW - timedelta(days=1))
    lying = TokenSigner(private, "kid-2", "https://clinic.example")
    await refuse(
        lying.sign(org=ORG, subject=SUBJECT, roles=["client"], now=NOW, lifetime=timedelta(minutes=1)), ROW, other
    )


async def test_a_verified_token_is_remembered_until_it_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    clock, checked, check = SetClock(), list[str](), jwt.decode

    def counting(token: str, *given: Any, **options: Any) -> Any:
        checked.append(token)
        return check(token, *given, **options)

    monkeypatch.setattr(jwt, "decode", counting)
    remembering, token = verifier(clock=clock), good_token()
    first = await remembering.verify(token)
    assert await remembering.verify(token) is first
    assert len(checked) == 1
    clock.time = NOW + timedelta(minutes=10)
    with pytest.raises(TokenRefused) as refused:
        await remembering.verify(token)
    assert refused.value.expired


async def test_memory_for_tokens_is_bounded() -> None:
    remembering = Verifier(Rows(ROW), audience="smallhours", clock=SetClock(), kept=3)
    for _ in range(10):
        await remembering.verify(good_token())
    assert len(remembering._kept) == 3
    assert all(name != hashlib.sha256(b"").digest() for name in remembering._kept)


async def test_a_remembered_token_ends_with_its_key() -> None:
    seconds, rows = [0.0], Rows(ROW)
    remembering = Verifier(rows, audience="smallhours", clock=SetClock())
    remembering._issuers = Issuers(rows, monotonic=lambda: seconds[0])
    token = good_token()
    await remembering.verify(token)
    rows.rows = [replace(ROW, retired_at=NOW)]
    seconds[0] = 60.0
    with pytest.raises(TokenRefused):
        await remembering.verify(token)


async def test_a_flood_of_unknown_key_ids_is_at_most_one_look_in_ten_seconds() -> None:
    seconds, rows = [0.0], Rows(ROW)
    issuers = Issuers(rows, monotonic=lambda: seconds[0])
    for number in range(100):
        assert await issuers.find(f"kid-{number + 2}", NOW) is None
    assert rows.looked == 1
    seconds[0] = 10.0
    rows.rows.append(replace(ROW, kid="kid-2"))
    assert await issuers.find("kid-2", NOW) is not None
    assert await issuers.find("kid-3", NOW) is None
    assert rows.looked == 2


async def test_known_keys_go_on_working_while_the_database_is_lost() -> None:
    seconds, rows = [0.0], Rows(ROW)
    issuers = Issuers(rows, monotonic=lambda: seconds[0])
    assert await issuers.find("kid-1", NOW) is not None
    rows.lost = True
    seconds[0] = 600.0
    assert await issuers.find("kid-1", NOW) is not None
    assert rows.looked == 2


async def test_without_any_known_key_a_lost_database_is_not_the_tokens_fault() -> None:
    rows = Rows(ROW)
    rows.lost = True
    checking = Verifier(rows, audience="smallhours", clock=SetClock())
    with pytest.raises(ConnectionRefusedError):
        await checking.verify(good_token())
    rows.lost = False
    assert await checking.verify(good_token())


def test_a_signer_takes_no_other_kind_of_key() -> None:
    with pytest.raises(ValueError, match=r"PEM|key"):
        TokenSigner("nothing", "kid", "issuer")
    assert SIGNER.public_key == PUBLIC
    assert PRIVATE not in repr(SIGNER)


def test_a_public_key_is_shown_as_others_read_it() -> None:
    shown = public_jwk(PUBLIC, "kid-1")
    assert {name: shown[name] for name in ("kty", "crv", "alg", "use", "kid")} == {
        "kty": "OKP", "crv": "Ed25519", "alg": "EdDSA", "use": "sig", "kid": "kid-1",
    }  # fmt: skip
    key = jwt.PyJWK(shown).key
    assert jwt.decode(
        good_token(), key, ["EdDSA"], audience="smallhours", options={"verify_exp": False, "verify_iat": False}
    )
