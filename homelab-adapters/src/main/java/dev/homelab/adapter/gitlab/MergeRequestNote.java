// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.gitlab;

import dev.homelab.adapter.gitlab.NotesApi.Note;
import dev.homelab.adapter.gitlab.NotesApi.Text;
import dev.homelab.adapter.support.http.Apis;
import dev.homelab.adapter.support.http.Calls;
import dev.homelab.adapter.support.http.Http;
import dev.homelab.problem.Where;
import dev.homelab.provision.TargetException;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one note of homelab on the page of a merge request, which is edited in place (GitLab REST API v4).
 *
 * <p>Whatever goes wrong with it changes nothing else: it is logged.
 */
public final class MergeRequestNote {

    /** The variable that may hold a token with the scope {@code api}; without it there is no note. */
    public static final String TOKEN = "HOMELAB_GITLAB_TOKEN";

    private static final Logger LOG = LoggerFactory.getLogger(MergeRequestNote.class);
    private static final String MARK = "<!-- homelab: one note, edited in place -->\n";

    private final URI api;
    private final String token;
    private final String project;
    private final String request;

    private MergeRequestNote(URI api, String token, String project, String request) {
        this.api = api;
        this.token = token;
        this.project = project;
        this.request = request;
    }

    /** Returns the note of the merge request that the variables of a job name, if it is one and there is a token. */
    public static Optional<MergeRequestNote> of(Map<String, String> environment) {
        String api = environment.getOrDefault("CI_API_V4_URL", "");
        String token = environment.getOrDefault(TOKEN, "");
        String project = environment.getOrDefault("CI_PROJECT_ID", "");
        String request = environment.getOrDefault("CI_MERGE_REQUEST_IID", "");
        return api.isBlank() || token.isBlank() || project.isBlank() || request.isBlank()
                ? Optional.empty()
                : Optional.of(new MergeRequestNote(URI.create(api), token, project, request));
    }

    /** Makes the note say this, in Markdown. */
    public void write(String markdown) {
        Calls calls = new Calls(Where.target("gitlab", ""));
        try (Http http = new Http()) {
            NotesApi notes = new Apis(http).api(NotesApi.class, api, () -> Map.of("PRIVATE-TOKEN", token));
            Text text = new Text(MARK + markdown);
            Optional<Note> own = calls.get(notes.list(project, request)).stream()
                    .filter(note -> note.body().startsWith(MARK))
                    .findFirst();
            if (own.isEmpty()) {
                calls.run(notes.add(project, request, text));
            } else if (!own.get().body().strip().equals(text.body().strip())) {
                calls.run(notes.edit(project, request, own.get().id(), text));
            }
        } catch (TargetException e) {
            LOG.warn("The merge request has no note of the plan: {}", e.getMessage());
        }
    }
}
