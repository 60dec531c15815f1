// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.homelab.adapter.support.secret.Masker;
import dev.homelab.report.Report;
import dev.homelab.runner.SavedPlan;
import dev.homelab.runner.detect.OwnPlace;
import dev.homelab.runner.detect.WorkTree;
import dev.homelab.runner.guard.Consent;
import dev.homelab.runner.guard.Scope;
import dev.homelab.runner.pipeline.RunDirectory.RunFolderException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The folder of a run below a work tree that a merge request has filled. */
class RunDirectoryTest {

    @TempDir
    Path path;

    private Path victim;
    private Path folder;
    private WorkTree tree;

    @BeforeEach
    void makeAWorkTreeBesideWhatMustNotChange() throws IOException {
        victim = Files.createDirectories(path.resolve("bin"));
        Files.writeString(victim.resolve("plan.json"), "launcher");
        Path top = Files.createDirectories(path.resolve("repository"));
        tree = new WorkTree(top);
        tree.write("README", "");
        folder = top.resolve(".homelab");
    }

    @Test
    void aFolderOfItsOwnIsMadeWrittenAndRead() throws IOException {
        tree.commit("first", "");

        new RunDirectory(folder, new Masker()).write("reports/x.json", "1");
        new RunDirectory(folder, new Masker()).write("reports/x.json", "2");
        new RunDirectory(folder, new Masker()).save(plan());

        assertThat(folder.resolve("reports/x.json")).hasContent("2");
        assertThat(new RunDirectory(folder, new Masker()).plan()).isEqualTo(plan());
    }

    @Test
    void noFileKeepsASecretAndJsonStaysReadable() throws IOException {
        RunDirectory masked = new RunDirectory(folder, Masker.of(List.of("s3cr3t & <more>", "true")));

        masked.write("changes.json", "{\"files\": [\"a s3cr3t & <more>\"], \"isNew\": true}");
        masked.write("validate.xml", "<a>s3cr3t &amp; &lt;more&gt;</a>");
        masked.write("plan.md", "s3cr3t & <more>");

        assertThat(new JsonMapper().readTree(Files.readString(folder.resolve("changes.json"))))
                .hasToString("{\"files\":[\"a ***\"],\"isNew\":true}");
        assertThat(folder.resolve("validate.xml")).hasContent("<a>***</a>");
        assertThat(folder.resolve("plan.md")).hasContent("***");
    }

    @Test
    void aCommittedLinkInPlaceOfTheFolderIsRefused() throws IOException {
        Files.createSymbolicLink(folder, victim);
        tree.commit("harmless", "");

        assertRefused("is a link");
    }

    @Test
    void aCommittedLinkInTheFolderIsRefused() throws IOException {
        Files.createDirectories(folder);
        Files.createSymbolicLink(folder.resolve("plan.json"), victim.resolve("plan.json"));
        tree.commit("harmless", "");

        assertRefused("is a link, or no file");
    }

    @Test
    void aCommittedLinkAboveTheFolderIsRefused() throws IOException {
        Files.createDirectories(victim.resolve("run"));
        Files.createSymbolicLink(folder.resolveSibling("build"), victim);
        tree.commit("harmless", "");
        folder = folder.resolveSibling("build").resolve("run");

        assertRefused("is a link");
        assertThat(victim.resolve("run")).isEmptyDirectory();
    }

    @Test
    void aCommittedFileInTheFolderIsRefused() {
        tree.write(".homelab/reports/deploy.json", "{}");
        tree.commit("harmless", "");

        assertRefused("Git tracks files in it");
    }

    @Test
    void aSubmoduleInPlaceOfTheFolderIsRefused() throws IOException {
        tree.commit("first", "");
        String commit = tree.run("rev-parse", "HEAD").strip();
        Files.createDirectories(folder);
        tree.run("update-index", "--add", "--cacheinfo", "160000," + commit + ",.homelab");
        tree.run("commit", "-q", "-m", "harmless");

        assertRefused("Git tracks files in it");
    }

    @Test
    void aFileInPlaceOfTheFolderIsRefused() throws IOException {
        Files.writeString(folder, "");

        assertRefused("it is no folder");
    }

    @Test
    void whatAnotherPipelineLeftIsGoneOnceOneBegins() throws IOException {
        RunDirectory earlier = new RunDirectory(folder, new Masker());
        earlier.save(plan());
        earlier.write("reports/deploy.json", "{}");

        new RunDirectory(folder, new Masker()).begin();

        assertThat(new RunDirectory(folder, new Masker()).hasNoPlan()).isTrue();
        assertThat(folder.resolve("reports")).isEmptyDirectory();
    }

    /** A workspace that is not cleaned, in a pipeline that does not begin with detect. */
    @Test
    void whatALaterJobOfAnotherPipelineLeftIsGoneOnceThePlanIsThere() throws IOException {
        RunDirectory earlier = new RunDirectory(folder, new Masker());
        earlier.write("reports/validate.json", "{}");
        earlier.write("reports/deploy.json", "{}");
        earlier.write("reports/rollback.json", "{}");

        new RunDirectory(folder, new Masker()).save(plan());

        assertThat(folder.resolve("reports")).isDirectoryContaining("glob:**/validate.json");
        assertThat(folder.resolve("reports/deploy.json")).doesNotExist();
        assertThat(folder.resolve("reports/rollback.json")).doesNotExist();
        assertThat(new RunDirectory(folder, new Masker()).isIdle()).isFalse();
    }

    @Test
    void aJobThatReportsForgetsReportsOfLaterJobs() {
        RunDirectory run = new RunDirectory(folder, new Masker());
        Report done = Report.begin("1", "home", List.of());
        run.report(Job.VALIDATE, done);
        run.report(Job.DEPLOY, done);
        run.report(Job.VERIFY, done);

        new RunDirectory(folder, new Masker()).report(Job.DEPLOY, done);

        assertThat(new RunDirectory(folder, new Masker()).report(Job.VALIDATE)).isPresent();
        assertThat(new RunDirectory(folder, new Masker()).report(Job.DEPLOY)).isPresent();
        assertThat(new RunDirectory(folder, new Masker()).report(Job.VERIFY)).isEmpty();
    }

    @Test
    void aPlanIsNotWrittenThroughACommittedLink() throws IOException {
        Path link = folder.resolveSibling("saved.json");
        Files.createSymbolicLink(link, victim.resolve("plan.json"));
        tree.commit("harmless", "");

        assertThatThrownBy(() -> plan().write(link)).isInstanceOf(SavedPlan.PlanFileException.class);

        assertThat(victim.resolve("plan.json")).hasContent("launcher");
    }

    @Test
    void aLinkAboveTheWorkTreeIsTheDoingOfWhoRunsIt() throws IOException {
        tree.commit("first", "");
        Path link = Files.createSymbolicLink(path.resolve("link"), path.resolve("repository"));

        assertThat(OwnPlace.refusal(link.resolve(".homelab"))).isEmpty();
        assertThat(OwnPlace.refusal(path.resolve("elsewhere"))).isEmpty();
    }

    private void assertRefused(String reason) {
        assertThatThrownBy(() -> new RunDirectory(folder, new Masker()).write("plan.json", "{}"))
                .isInstanceOf(RunFolderException.class)
                .hasMessageContaining(reason);
        assertThatThrownBy(() -> new RunDirectory(folder, new Masker()).plan()).isInstanceOf(RunFolderException.class);
        assertThatThrownBy(() -> new RunDirectory(folder, new Masker()).isIdle())
                .isInstanceOf(RunFolderException.class);
        assertThat(victim.resolve("plan.json")).hasContent("launcher");
    }

    private static SavedPlan plan() {
        return new SavedPlan(
                "home", "1", Scope.everything(), Consent.none(), false, Optional.empty(), Map.of("a", "b"));
    }
}
