namespace TypedSender;

/// <summary>
/// Makes a partial interface a typed client of a management node: each of its methods makes one request. The compiler writes the implementation;
/// <c>SendClient.GetManagement</c> hands it out.
/// </summary>
/// <remarks>
/// A method is marked with <see cref="AmqpManagementOperationAttribute"/>. Its parameters become application properties of the request, by their names or by
/// <see cref="ApplicationPropertyAttribute"/>; a null is left out. One parameter may be marked with <see cref="AmqpManagementBodyAttribute"/>, one with
/// <see cref="AmqpManagementTimeoutAttribute"/>, and one may be a <see cref="CancellationToken"/>. The method returns the reply, <see cref="Amqp.Messages.AmqpMessage"/> or
/// <see cref="AmqpManagementResponse"/> in a <see cref="Task{TResult}"/> or <see cref="ValueTask{TResult}"/>, or nothing but that the node has done it: <see cref="Task"/> or
/// <see cref="ValueTask"/>. A status that is no success throws <see cref="AmqpManagementException"/>. Members with a body of their own stay as they are.
/// </remarks>
/// <param name="node">The address of the node.</param>
[AttributeUsage(AttributeTargets.Interface)]
public sealed class AmqpManagementAttribute(string node = "$management") : Attribute
{
    /// <summary>The address of the node.</summary>
    public string Node { get; } = node;
}
