using TypedSender.Generators.Model;

namespace TypedSender.Generators.Emitting;

/// <summary>A section that is a map, as generated code names it.</summary>
/// <param name="Slot">The place of its entries.</param>
/// <param name="Name">What the members of the runtime that write it are called after.</param>
/// <param name="Variable">The variable that holds it.</param>
/// <param name="Code">The code of its descriptor.</param>
/// <param name="Comment">The section and where the standard describes it.</param>
internal sealed record MapSection(SectionSlot Slot, string Name, string Variable, byte Code, string Comment)
{
    public static readonly MapSection DeliveryAnnotations = new(SectionSlot.DeliveryAnnotation, "DeliveryAnnotations", "deliveryAnnotations", 0x71, "delivery-annotations (AMQP 1.0, 3.2.2)");
    public static readonly MapSection MessageAnnotations = new(SectionSlot.MessageAnnotation, "MessageAnnotations", "annotations", 0x72, "message-annotations (AMQP 1.0, 3.2.3)");
    public static readonly MapSection ApplicationProperties = new(SectionSlot.ApplicationProperty, "ApplicationProperties", "applicationProperties", 0x74, "application-properties (AMQP 1.0, 3.2.5)");
    public static readonly MapSection Footer = new(SectionSlot.Footer, "Footer", "footer", 0x78, "footer (AMQP 1.0, 3.2.9)");

    /// <summary>All of them, in the order of AMQP 1.0, 3.2.</summary>
    public static readonly MapSection[] All = [DeliveryAnnotations, MessageAnnotations, ApplicationProperties, Footer];

    /// <summary>Whether every encoder writes it; the others are written through what knows whether an encoder does.</summary>
    public bool IsOfAllEncoders => Slot is SectionSlot.MessageAnnotation or SectionSlot.ApplicationProperty;

    /// <summary>Whether a contract binds an entry of it, by a member or a constant.</summary>
    public bool IsBoundBy(ContractModel contract)
    {
        foreach (ValueBinding binding in contract.Bindings)
        {
            if (binding.Slot == Slot)
            {
                return true;
            }
        }

        return SectionEmitter.Has(contract.Constants, Slot);
    }

    /// <summary>Whether the encoder of a contract writes it, for the contract or a type that it names.</summary>
    public bool IsWrittenBy(ContractModel contract) => IsOfAllEncoders || IsBoundBy(contract) || !contract.KnownTypes.IsEmpty;

    /// <summary>The call that has an encoder write what its contract binds, as C# writes it.</summary>
    /// <param name="contract">The contract.</param>
    /// <param name="encoder">Its encoder.</param>
    /// <param name="arguments">The arguments.</param>
    public string Write(string contract, string encoder, string arguments)
        => IsOfAllEncoders ? $"{encoder}.Write{Name}({arguments});" : $"{Runtime.MessageEncoding}.Write{Name}<{contract}, {encoder}>({arguments});";
}
