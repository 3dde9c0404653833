using System.Threading;
using System.Threading.Tasks;
using TypedSender;

namespace App.System.Contracts;

/// <summary>Sends what only friends send.</summary>
[AmqpSender("secrets")]
internal partial interface ISecretSender
{
    /// <summary>Sends one.</summary>
    /// <param name="secret">What is sent.</param>
    /// <param name="cancellationToken">Ends the send.</param>
    ValueTask SendSecretAsync(Secret secret, CancellationToken cancellationToken = default);
}
