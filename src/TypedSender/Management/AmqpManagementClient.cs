using TypedSender.Amqp;
using TypedSender.Amqp.Messages;

namespace TypedSender;

/// <summary>
/// Makes requests to one management node over the connection of a <see cref="SendClient"/>, any number of them at once (AMQP Management 1.0, working draft 9).
/// <see cref="SendClient.GetManagement(string, AmqpManagementOptions?)"/> returns it. Thread-safe; it holds nothing, so there is nothing to close.
/// </summary>
/// <remarks>
/// The two links to the node are attached with the first request on a connection and kept as long as that lives. A request is never made twice by itself, unless it certainly
/// did not leave: an operation may not be idempotent.
/// </remarks>
public sealed class AmqpManagementClient
{
    private readonly ClientContext _client;
    private readonly ManagementSettings _settings;
    private readonly NodeRequests _requests;

    internal AmqpManagementClient(ClientContext client, ManagementSettings settings)
    {
        _client = client;
        _settings = settings;
        _requests = new NodeRequests(client, settings);
    }

    /// <summary>The address of the node.</summary>
    public string Node => _settings.Node;

    /// <summary>Makes a request and returns the node's reply.</summary>
    /// <param name="request">The request; copied at the call.</param>
    /// <param name="cancellationToken">
    /// Gives the request up. What had not left does not leave; a request that had left may have been carried out, and its reply is dropped when it comes.
    /// </param>
    /// <returns>A reply whose status is a success, 200 to 299.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="request"/> is null.</exception>
    /// <exception cref="ArgumentException">The request lacks its operation, names an application property twice, or has an unusable time-out.</exception>
    /// <exception cref="AmqpEncodeException">A value cannot be carried by AMQP; it is named.</exception>
    /// <exception cref="ObjectDisposedException">The client has been closed.</exception>
    /// <exception cref="AmqpManagementException">The status of the reply is no success, or it has none.</exception>
    /// <exception cref="SendException">
    /// There was no reply: time-out, node refused, connection lost. The text says how far the request had come; the outcome is NotSent, Rejected, Released or Modified when nothing
    /// was carried out, and Indeterminate when it may have been.
    /// </exception>
    /// <exception cref="SendCanceledException"><paramref name="cancellationToken"/> was cancelled. Its outcome says the same.</exception>
    public Task<AmqpManagementResponse> RequestAsync(AmqpManagementRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        AmqpMessage message = request.ToMessage();
        _client.ThrowIfClosing();
        return CompleteAsync(request.Operation, _requests.SendAsync(message, request.Timeout, cancellationToken));
    }

    private async Task<AmqpManagementResponse> CompleteAsync(string operation, Task<AmqpMessage> reply) =>
        ManagementReply.Read(await reply.ConfigureAwait(false), operation, _settings);
}
