// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.gitlab;

import java.util.List;
import retrofit2.Call;
import retrofit2.http.Body;
import retrofit2.http.GET;
import retrofit2.http.POST;
import retrofit2.http.PUT;
import retrofit2.http.Path;

/** The calls on the notes of a merge request, as GitLab's REST API v4 has them. */
interface NotesApi {

    /** Returns the first hundred, the oldest first. */
    @GET("projects/{project}/merge_requests/{request}/notes?sort=asc&order_by=created_at&per_page=100")
    Call<List<Note>> list(@Path("project") String project, @Path("request") String request);

    @POST("projects/{project}/merge_requests/{request}/notes")
    Call<Note> add(@Path("project") String project, @Path("request") String request, @Body Text text);

    @PUT("projects/{project}/merge_requests/{request}/notes/{note}")
    Call<Note> edit(
            @Path("project") String project, @Path("request") String request, @Path("note") long note, @Body Text text);

    /** A note, as far as anybody here looks at it. */
    record Note(long id, String body) {}

    /** What a note is to say. */
    record Text(String body) {}
}
