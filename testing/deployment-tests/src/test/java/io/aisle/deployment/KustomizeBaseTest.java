package io.aisle.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KustomizeBaseTest {
    private static Kustomization base;

    @BeforeAll
    static void render() throws Exception {
        base = Kustomization.of("k8s/base");
    }

    @Test
    void rendersTheSixApps() {
        assertThat(base.apps())
                .extracting(Manifest::name)
                .containsExactlyInAnyOrder(
                        "source-app",
                        "processor-tokenize",
                        "processor-image",
                        "processor-classify",
                        "sink-mongo",
                        "sink-legacy");
        assertThat(base.app("processor-classify").kind()).isEqualTo("StatefulSet");
        assertThat(base.apps()).allSatisfy(app -> assertThat(app.container().<String>at("image"))
                .isEqualTo("aisle/" + app.name() + ":0.1.0"));
    }

    @Test
    void noPodHasMoreRightsThanItNeeds() {
        assertThat(base.apps()).allSatisfy(app -> {
            Manifest pod = new Manifest(app.at("spec.template.spec"));
            Manifest container = app.container();
            assertThat(pod.<Boolean>at("securityContext.runAsNonRoot")).isTrue();
            assertThat(pod.<Integer>at("securityContext.runAsUser")).isPositive();
            assertThat(pod.<String>at("securityContext.seccompProfile.type")).isEqualTo("RuntimeDefault");
            assertThat(pod.<Boolean>at("automountServiceAccountToken")).isFalse();
            assertThat(container.<Boolean>at("securityContext.allowPrivilegeEscalation"))
                    .isFalse();
            assertThat(container.<Boolean>at("securityContext.readOnlyRootFilesystem"))
                    .isTrue();
            assertThat(container.<List<String>>at("securityContext.capabilities.drop"))
                    .containsExactly("ALL");
        });
    }

    @Test
    void everyPodCanWriteToItsTemporaryFolder() {
        assertThat(base.apps()).allSatisfy(app -> {
            List<Map<String, Object>> mounts = app.container().at("volumeMounts");
            List<Map<String, Object>> volumes = app.at("spec.template.spec.volumes");
            assertThat(mounts).anySatisfy(mount -> assertThat(mount).containsEntry("mountPath", "/tmp"));
            assertThat(volumes).anySatisfy(volume -> assertThat(volume).containsKey("emptyDir"));
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"startupProbe", "livenessProbe", "readinessProbe"})
    void everyAppIsProbed(String probe) {
        String path = "/actuator/health/" + (probe.equals("readinessProbe") ? "readiness" : "liveness");
        assertThat(base.apps()).allSatisfy(app -> assertThat(app.container().<String>at(probe + ".httpGet.path"))
                .isEqualTo(path));
    }

    @Test
    void everyAppListensWhereTheKubeletCanReachIt() {
        assertThat(base.apps()).allSatisfy(app -> assertThat(app.container().environment())
                .containsEntry("SERVER_ADDRESS", "0.0.0.0")
                .containsEntry("SERVER_PORT", "8080"));
    }

    @Test
    void everyAppHasResourcesTimeToStopAndABudget() {
        assertThat(base.apps()).allSatisfy(app -> {
            assertThat(app.container().<Map<String, Object>>at("resources.requests"))
                    .containsKeys("cpu", "memory");
            assertThat(app.container().<Map<String, Object>>at("resources.limits"))
                    .containsKeys("cpu", "memory");
            assertThat(app.<Integer>at("spec.template.spec.terminationGracePeriodSeconds"))
                    .isEqualTo(60);
        });
        assertThat(base.ofKind("PodDisruptionBudget"))
                .extracting(Manifest::name)
                .containsExactlyInAnyOrderElementsOf(
                        base.apps().stream().map(Manifest::name).toList());
    }

    @Test
    void credentialsComeFromSecretsThatAreNotHere() {
        assertThat(base.ofKind("Secret")).isEmpty();
        assertThat(base.text()).doesNotContain("amqp://", "mongodb://", "jdbc:");
        assertThat(base.apps()).allSatisfy(app -> assertThat(
                        app.container().environment().entrySet())
                .filteredOn(variable -> variable.getKey().matches(".*(PASSWORD|USERNAME|URI|URL|ADDRESSES|TOKEN).*"))
                .isNotEmpty()
                .allSatisfy(
                        variable -> assertThat(variable.getValue().toString()).startsWith("{secretKeyRef=")));
    }

    @Test
    void nothingFlowsUnlessAPolicyOpensIt() {
        Manifest deny = policy("default-deny");

        assertThat(deny.<Map<String, Object>>at("spec.podSelector")).isEmpty();
        assertThat(deny.<List<String>>at("spec.policyTypes")).containsExactlyInAnyOrder("Ingress", "Egress");
        assertThat(deny.<Object>at("spec.egress")).isNull();
        assertThat(deny.<Object>at("spec.ingress")).isNull();
    }

    @Test
    void picturesAreNeverFetchedFromInside() {
        String egress = policy("processor-image").at("spec.egress").toString();

        assertThat(egress)
                .contains("cidr=0.0.0.0/0", "cidr=2000::/3")
                .contains("10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12")
                .contains("192.168.0.0/16", "198.18.0.0/15", "224.0.0.0/4");
    }

    private static Manifest policy(String name) {
        return base.ofKind("NetworkPolicy").stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
