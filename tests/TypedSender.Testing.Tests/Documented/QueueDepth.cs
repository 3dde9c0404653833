using TypedSender;
using TypedSender.Amqp;

namespace Shop;

/// <summary>Asks a broker how many messages wait in a queue.</summary>
public sealed class QueueDepth(SendClient client)
{
    private readonly AmqpManagementClient _management = client.GetManagement();

    /// <summary>The number of messages; null if there is no such queue.</summary>
    public async Task<long?> ReadAsync(string queue, CancellationToken cancellationToken = default)
    {
        AmqpManagementRequest request = new() { Operation = "READ", Type = "com.example:queue", Name = queue };
        try
        {
            AmqpManagementResponse response = await _management.RequestAsync(request, cancellationToken);
            return response.Body is AmqpMap body && body.TryGetValue("depth", out long depth) ? depth : null;
        }
        catch (AmqpManagementException exception) when (exception.StatusCode == 404)
        {
            return null;
        }
    }
}
