using System.ComponentModel;
using System.Text.Json;

namespace TypedSender.GeneratedCode;

/// <summary>Writes the attributes of a CloudEvent as members of a JSON object that has been begun.</summary>
/// <typeparam name="T">The contract.</typeparam>
/// <param name="json">Takes the members.</param>
/// <param name="value">The contract.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public delegate void AmqpCloudEventAttributes<T>(Utf8JsonWriter json, in T value);
