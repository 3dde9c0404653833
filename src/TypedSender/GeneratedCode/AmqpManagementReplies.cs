using System.ComponentModel;
using TypedSender.Amqp.Messages;

namespace TypedSender.GeneratedCode;

/// <summary>Makes the requests of management interfaces whose methods return the message of the response, or what it holds.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class AmqpManagementReplies
{
    /// <summary>Makes a request and returns the message of its response.</summary>
    /// <param name="client">Makes the request.</param>
    /// <param name="request">The request.</param>
    /// <param name="cancellationToken">Ends the waiting for the response.</param>
    public static Task<AmqpMessage> RequestMessageAsync(AmqpManagementClient client, AmqpManagementRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(client);

        // What is wrong with the request is thrown at the call.
        return MessageOfAsync(client.RequestAsync(request, cancellationToken));
    }

    /// <summary>Makes a request and returns the contract that the message of its response holds.</summary>
    /// <typeparam name="T">The contract.</typeparam>
    /// <param name="client">Makes the request.</param>
    /// <param name="request">The request.</param>
    /// <param name="cancellationToken">Ends the waiting for the response.</param>
    public static Task<T> RequestContractAsync<T>(AmqpManagementClient client, AmqpManagementRequest request, CancellationToken cancellationToken)
        where T : IAmqpContract<T>
    {
        ArgumentNullException.ThrowIfNull(client);
        return ContractOfAsync<T>(client.RequestAsync(request, cancellationToken));
    }

    private static async Task<T> ContractOfAsync<T>(Task<AmqpManagementResponse> response)
        where T : IAmqpContract<T>
        => (await response.ConfigureAwait(false)).Read<T>();

    private static async Task<AmqpMessage> MessageOfAsync(Task<AmqpManagementResponse> response) => (await response.ConfigureAwait(false)).Message;
}
