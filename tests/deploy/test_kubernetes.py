"""deploy/k8s: what a client renders is valid, complete and held in."""

import shutil
import subprocess
from functools import cache
from pathlib import Path
from typing import Any

import kubernetes_validate
import pytest
import yaml

from shared.database.roles import PROCESSES
from tests.deploy.processes import PROCESS_NAMES, needed, settings_of, told, variables

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "deploy" / "k8s"
RUNBOOK = ROOT / "docs" / "runbooks" / "kubernetes.md"
RELEASES = ("1.25", "1.37")
SECRETS = "/run/secrets/smallhours/"
Document = dict[str, Any]


@cache
def rendered() -> tuple[Document, ...]:
    """Every document of the base. Without a client this fails, because nothing else would notice a broken one."""
    clients = [
        [found, *rest]
        for name, *rest in (("kubectl", "kustomize"), ("kustomize", "build"))
        if (found := shutil.which(name))
    ]
    assert clients, "Neither kubectl nor kustomize is here. On Debian: apt-get install kubernetes-client"
    done = subprocess.run([*clients[0], str(FOLDER / "base")], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return tuple(each for each in yaml.safe_load_all(done.stdout) if each)


def of_kind(kind: str) -> dict[str, Document]:
    return {each["metadata"]["name"]: each for each in rendered() if each["kind"] == kind}


def workloads() -> dict[str, Document]:
    return {**of_kind("Deployment"), **of_kind("Job")}


def pod(name: str) -> Document:
    found: Document = workloads()[name]["spec"]["template"]
    return found


def container(name: str) -> Document:
    (only,) = pod(name)["spec"]["containers"]
    found: Document = only
    return found


MIGRATIONS = [f"{service}-migration" for service in PROCESSES]
EVERYTHING = [*PROCESS_NAMES, *MIGRATIONS]
APIS = [name for name in PROCESS_NAMES if name.endswith("-api")]


@pytest.mark.parametrize("release", RELEASES)
def test_every_document_is_valid(release: str) -> None:
    for document in rendered():
        kubernetes_validate.validate(document, release, strict=True)


def test_every_process_has_a_deployment_and_every_service_a_migration() -> None:
    assert sorted(of_kind("Deployment")) == PROCESS_NAMES
    assert sorted(of_kind("Job")) == sorted(MIGRATIONS)


def test_nothing_names_a_namespace_and_no_secret_is_written_down() -> None:
    assert not [each for each in rendered() if "namespace" in each["metadata"]]
    assert not of_kind("Secret")
    assert not of_kind("ConfigMap")


def test_only_words_that_old_clients_know_are_used() -> None:
    """kubectl 1.20, which Debian 12 has, renders with kustomize 2.0."""
    known = {"namePrefix", "commonLabels", "bases", "patchesStrategicMerge", "images", "resources"}
    for path in FOLDER.rglob("kustomization.yaml"):
        assert set(yaml.safe_load(path.read_text())) <= known, path


@pytest.mark.parametrize("name", EVERYTHING)
def test_a_process_is_told_what_its_settings_know_and_all_they_need(name: str) -> None:
    service, _, kind = name.partition("-")
    kind = "migrate" if kind == "migration" else kind
    assert container(name)["args"] == [kind]
    assert container(name)["image"].startswith(f"smallhours/{service}:")
    settings = settings_of(service, kind)
    given = {each["name"] for each in container(name)["env"]}
    assert needed(settings) <= told(given) <= variables(settings)
    if kind == "migrate":
        assert {f"{role.upper()}_PASSWORD_FILE" for role in PROCESSES[service]} == given - {"DATABASE_URL_FILE"}


@pytest.mark.parametrize("name", EVERYTHING)
def test_a_pod_can_do_little_harm(name: str) -> None:
    spec, inside = pod(name)["spec"], container(name)["securityContext"]
    assert spec["securityContext"]["runAsNonRoot"] is True
    assert spec["securityContext"]["seccompProfile"] == {"type": "RuntimeDefault"}
    assert spec["automountServiceAccountToken"] is False
    assert inside == {
        "allowPrivilegeEscalation": False,
        "readOnlyRootFilesystem": True,
        "capabilities": {"drop": ["ALL"]},
    }
    assert container(name)["resources"]["limits"]["memory"]
    assert set(container(name)["resources"]["requests"]) == {"cpu", "memory"}


@pytest.mark.parametrize("name", EVERYTHING)
def test_a_pod_s_account_is_there_and_says_nothing_to_the_cluster(name: str) -> None:
    account = of_kind("ServiceAccount")[pod(name)["spec"]["serviceAccountName"]]
    assert account["automountServiceAccountToken"] is False


@pytest.mark.parametrize("name", EVERYTHING)
def test_a_process_mounts_its_own_secret_and_the_runbook_names_all_that_is_in_it(name: str) -> None:
    volumes = {each["name"]: each for each in pod(name)["spec"]["volumes"]}
    assert volumes["secrets"]["secret"]["secretName"] == name
    row = next(line for line in RUNBOOK.read_text().splitlines() if line.startswith(f"| `{name}` "))
    files = {each["value"] for each in container(name)["env"]}
    assert {file.removeprefix(SECRETS) for file in files} == set(
        row.replace("`", "").split("|")[2].replace(",", " ").split()
    )


@pytest.mark.parametrize("name", PROCESS_NAMES)
def test_a_process_is_asked_whether_it_is_alive_and_ready(name: str) -> None:
    asked = {
        probe: container(name)[probe]["httpGet"]["path"]
        for probe in ("livenessProbe", "readinessProbe", "startupProbe")
    }
    assert asked == {"livenessProbe": "/livez", "readinessProbe": "/readyz", "startupProbe": "/readyz"}


@pytest.mark.parametrize("name", PROCESS_NAMES)
def test_only_the_clinic_s_api_may_write_keys(name: str) -> None:
    mounts = {each["name"]: each for each in container(name)["volumeMounts"]}
    assert mounts["keys"]["readOnly"] is (name != "clinic-api")


def matches(selector: Document, labels: Document) -> bool:
    """A label selector, as far as it is used here."""
    if set(selector) - {"matchLabels", "matchExpressions"}:
        raise ValueError(f"not understood: {selector}")
    expressions = selector.get("matchExpressions", [])
    assert all(each["operator"] == "In" for each in expressions)
    return selector.get("matchLabels", {}).items() <= labels.items() and all(
        labels.get(each["key"]) in each["values"] for each in expressions
    )


@pytest.mark.parametrize("name", PROCESS_NAMES)
def test_a_process_s_service_budget_and_deployment_choose_its_pods_alone(name: str) -> None:
    chosen = {
        "Deployment": of_kind("Deployment")[name]["spec"]["selector"]["matchLabels"],
        "Service": of_kind("Service")[name]["spec"]["selector"],
    }
    if name in APIS:
        chosen["PodDisruptionBudget"] = of_kind("PodDisruptionBudget")[name]["spec"]["selector"]["matchLabels"]
    for kind, labels in chosen.items():
        found = [each for each in workloads() if labels.items() <= pod(each)["metadata"]["labels"].items()]
        assert found == [name], kind
    assert of_kind("Service")[name]["spec"]["ports"] == [{"name": "http", "port": 8000, "targetPort": "http"}]


def test_a_budget_never_forbids_every_disruption() -> None:
    for name, budget in of_kind("PodDisruptionBudget").items():
        assert of_kind("Deployment")[name]["spec"]["replicas"] > budget["spec"]["minAvailable"] >= 1


def allowed(name: str, direction: str) -> set[int]:
    """The ports that may be reached from a pod (egress) or at a pod (ingress)."""
    labels = pod(name)["metadata"]["labels"]
    policies = [
        each["spec"] for each in of_kind("NetworkPolicy").values() if matches(each["spec"]["podSelector"], labels)
    ]
    return {port["port"] for each in policies for rule in each.get(direction, []) for port in rule["ports"]}


def test_nobody_reaches_anybody_by_default() -> None:
    spec = of_kind("NetworkPolicy")["nothing-by-default"]["spec"]
    assert spec == {"podSelector": {}, "policyTypes": ["Ingress", "Egress"]}
    assert all(
        rule.get("from") for each in of_kind("NetworkPolicy").values() for rule in each["spec"].get("ingress", [])
    )


@pytest.mark.parametrize("name", EVERYTHING)
def test_a_pod_reaches_what_it_needs_and_nothing_else(name: str) -> None:
    data = {53, 5432} if name in MIGRATIONS else {53, 5432, 6379}
    assert allowed(name, "egress") == data | ({587} if name == "notifier-worker" else set())
    assert allowed(name, "ingress") == (set() if name in MIGRATIONS else {8000})


def test_the_gateway_reaches_apis_alone() -> None:
    selector = of_kind("NetworkPolicy")["gateway-to-apis"]["spec"]["podSelector"]
    assert [name for name in EVERYTHING if matches(selector, pod(name)["metadata"]["labels"])] == APIS


def test_every_path_leads_to_a_service_that_is_there() -> None:
    paths = of_kind("Ingress")["smallhours"]["spec"]["rules"][0]["http"]["paths"]
    assert {each["backend"]["service"]["name"] for each in paths} <= set(of_kind("Service"))


def test_the_claim_for_keys_is_the_one_that_is_mounted() -> None:
    claims = {
        each["persistentVolumeClaim"]["claimName"]
        for name in PROCESS_NAMES
        for each in pod(name)["spec"]["volumes"]
        if "persistentVolumeClaim" in each
    }
    assert claims == set(of_kind("PersistentVolumeClaim")) == {"organisation-keys"}
